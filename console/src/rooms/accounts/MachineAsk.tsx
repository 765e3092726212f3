import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { askMachine, enterMachine } from '../../api.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import styles from './signIn.module.css';

/** How often the machine asks whether a phone has confirmed, in milliseconds. */
const ASK_MS = 2_000;

/** A shared machine asks to be opened: a picture for a phone, the four digits that the phone wants, and waiting until it has confirmed. */
export function MachineAsk({ onEntered }: { onEntered: () => Promise<void> }) {
  const { t } = useTranslation();
  // A query, so that it is asked once however often the screen is drawn: each question makes the one before worthless.
  const asking = useQuery({
    queryKey: ['machine-question'],
    queryFn: askMachine,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
  });
  const again = (): void => void asking.refetch();
  return (
    <div className={styles['form']}>
      <h1>{t('machine.title')}</h1>
      <ErrorNote error={asking.error} again={again} />
      {asking.isPending && <Coming lines={2} />}
      {asking.data && <Waiting key={asking.dataUpdatedAt} asked={asking.data} onEntered={onEntered} again={again} />}
      <p className="soft small">{t('machine.sharedHelp')}</p>
    </div>
  );
}

function Waiting(props: {
  asked: Awaited<ReturnType<typeof askMachine>>;
  onEntered: () => Promise<void>;
  again: () => void;
}) {
  const { t } = useTranslation();
  const { url, code } = props.asked;
  const entry = useQuery({
    queryKey: ['machine', url],
    queryFn: enterMachine,
    refetchInterval: ({ state }) => (state.data?.entered === true || state.error ? false : ASK_MS),
    retry: false,
    gcTime: 0,
  });
  const entered = entry.data?.entered === true;
  const goIn = useEffectEvent(() => void props.onEntered());
  useEffect(() => {
    if (entered) goIn();
  }, [entered]);
  if (entry.error) {
    return (
      <>
        <ErrorNote error={entry.error} />
        <Button leftSection={<IconRefresh aria-hidden />} onClick={props.again}>
          {t('machine.again')}
        </Button>
      </>
    );
  }
  return (
    <>
      <p>{t('machine.scan')}</p>
      <QrCode text={url} label={t('machine.qr')} />
      <p>
        {t('machine.code')} <output className={styles['digits']}>{code}</output>
      </p>
      <Note>{t('machine.waiting')}</Note>
    </>
  );
}
