import { Button } from '@mantine/core';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { withdrawRequest } from '../../api.ts';
import { useMe } from '../../session.ts';
import { FootButtons } from '../../ui/Page.tsx';
import { ErrorNote } from '../../ui/notes.tsx';

/** Why this person cannot approve; whoever submitted it may take it back. */
export function NotMine({ view, onDecided }: { view: RequestView; onDecided: (view: RequestView) => Promise<void> }) {
  const { t } = useTranslation();
  const me = useMe();
  const withdraw = useMutation({ mutationFn: () => withdrawRequest(view.id), onSuccess: onDecided });
  return (
    <>
      <p>{view.whyNot}</p>
      <ErrorNote error={withdraw.error} />
      {view.request.author === me.id && (
        <FootButtons>
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t('request.withdraw')}
          </Button>
        </FootButtons>
      )}
    </>
  );
}
