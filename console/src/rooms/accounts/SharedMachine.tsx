import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unshareMachine } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';

/** Of a shared machine: what is not done on it, and that it was called so by mistake. */
export function SharedMachine() {
  const { t } = useTranslation();
  const ending = useMutation({ mutationFn: unshareMachine });
  return (
    <section className="sheet stack">
      <h2>{t('machine.thisOne')}</h2>
      <p>{t('machine.notHere')}</p>
      <ErrorNote error={ending.error} />
      {ending.isSuccess ? (
        <Note kind="done">{t('machine.unshared')}</Note>
      ) : (
        <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
          {t('machine.unshare')}
        </Button>
      )}
    </section>
  );
}
