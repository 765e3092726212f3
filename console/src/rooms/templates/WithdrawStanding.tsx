import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withdrawStanding } from '../../api-standing.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import styles from './templates.module.css';

/** Thu lại phép: ends a standing approval at once, with the choice to stop what is scheduled under it. */
export function WithdrawStanding({ id, name, asked = false }: { id: string; name: string; asked?: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [stop, setStop] = useState(false);
  const group = useId();
  const ending = useMutation({
    mutationFn: () => withdrawStanding(id, stop),
    onSuccess: async () => {
      setOpened(false);
      await client.invalidateQueries();
    },
  });
  const label = asked ? t('standing.takeBack') : t('standing.withdraw');
  return (
    <>
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setOpened(true)}>
        {label}
      </Button>
      <Sheet title={label} opened={opened} onClose={() => setOpened(false)}>
        <div className="stack">
          {asked ? (
            <p>{name}</p>
          ) : (
            <fieldset className={styles['blanks']}>
              <legend>{t('standing.withdrawAsk', { name })}</legend>
              {[false, true].map((each) => (
                <label key={String(each)} className="row">
                  <input type="radio" name={group} checked={stop === each} onChange={() => setStop(each)} />
                  {t(each ? 'standing.stopToo' : 'standing.keepAired')}
                </label>
              ))}
            </fieldset>
          )}
          <ErrorNote error={ending.error} />
          <Button size="lg" loading={ending.isPending} onClick={() => ending.mutate()}>
            {label}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
