import { Button } from '@mantine/core';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FootButtons } from '../../ui/Page.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { readKey } from '../accounts/phone-key.ts';
import { PinSheet } from '../accounts/PinSheet.tsx';
import type { Signing, Way } from './approving.ts';
import { ReturnForm } from './ReturnForm.tsx';
import styles from './request.module.css';
import { steadWords } from './stead.ts';
import type { useListening } from './useListening.ts';

interface Props {
  view: RequestView;
  listening: ReturnType<typeof useListening>;
  way: Way;
  /** Who decides. */
  person: string;
  /** The way takes nothing without this phone's signature. */
  mustSign: boolean;
  onDecided: (view: RequestView) => Promise<void>;
}

/** Duyệt when it was heard, Trả lại with a reason; by an enrolled phone each with its PIN. */
export function Decision(props: Props) {
  const { view, listening, way, person, mustSign, onDecided } = props;
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [returning, setReturning] = useState(false);
  // An IndexedDB that does not open is a phone that is not enrolled.
  const key = useQuery({
    queryKey: ['phone-key', person],
    queryFn: () => readKey(person).catch(() => null),
    staleTime: 0,
  });
  const signs = key.data != null && (mustSign || view.needsPhone);
  const approve = useMutation({
    mutationFn: async (signing: Signing | null) => {
      const heard = view.sounds.length > 0 ? await listening.settle() : null;
      return way.approve(view, { listening: heard, ms: Math.min(listening.heardMs, listening.totalMs) }, signing);
    },
    onSuccess: onDecided,
  });
  const missing = Math.ceil(listening.missingMs / 1000);
  return (
    <>
      {view.stead && <p className="said">{steadWords(t, view.stead)}.</p>}
      {!asking && <ErrorNote error={approve.error} />}
      <FootButtons>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp aria-hidden />}
          disabled={mustSign && !signs}
          onClick={() => setReturning(true)}
        >
          {t('request.return')}
        </Button>
        <Button
          data-main
          leftSection={missing > 0 ? undefined : <IconCheck aria-hidden />}
          disabled={missing > 0 || (mustSign && !signs)}
          loading={approve.isPending && !asking}
          onClick={() => (signs ? setAsking(true) : approve.mutate(null))}
        >
          <span>
            {t('request.approve')}
            {missing > 0 && (
              <span className={styles['missing']}>{t('request.approveMissing', { seconds: missing })}</span>
            )}
          </span>
        </Button>
      </FootButtons>
      <PinSheet
        title={t('approving.pinTitle')}
        opened={asking}
        onClose={() => setAsking(false)}
        act={async (pin) => key.data && approve.mutateAsync({ key: key.data, person, pin })}
      />
      <ReturnForm
        {...{ view, way, person, onDecided }}
        signKey={mustSign ? (key.data ?? null) : null}
        opened={returning}
        onClose={() => setReturning(false)}
      />
    </>
  );
}
