import { Button, Textarea } from '@mantine/core';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { PinSheet } from '../accounts/PinSheet.tsx';
import type { Signing, Way } from './approving.ts';
import { useVoiceNote } from './useVoiceNote.ts';
import { VoiceNote } from './VoiceNote.tsx';

interface Props {
  view: RequestView;
  way: Way;
  person: string;
  /** The key that signs the return; null where nothing has to be signed. */
  signKey: Signing['key'] | null;
  opened: boolean;
  onClose: () => void;
  onDecided: (view: RequestView) => Promise<void>;
}

/** Trả lại: why, spoken or typed; one of them is needed. */
export function ReturnForm(props: Props) {
  const { view, way, person, onDecided, signKey, opened, onClose } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const voice = useVoiceNote();
  const { sound, state } = voice;
  const giveBack = useMutation({
    mutationFn: (signing: Signing | null) => way.giveBack(view, { reason: reason.trim(), sound }, signing),
    onSuccess: async (decided) => {
      onClose();
      await onDecided(decided);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (signKey) setAsking(true);
    else giveBack.mutate(null);
  };
  const close = (): void => {
    voice.stop();
    onClose();
  };
  return (
    <>
      <Sheet opened={opened && !asking} onClose={close} title={t('request.returnTitle')}>
        <form className="stack" onSubmit={submit}>
          <VoiceNote voice={voice} />
          <Textarea
            label={t('request.reason')}
            description={t('request.reasonHelp')}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ErrorNote error={giveBack.error} />
          <Button
            type="submit"
            loading={giveBack.isPending}
            disabled={state === 'recording' || (reason.trim() === '' && sound === null)}
          >
            {t('request.return')}
          </Button>
        </form>
      </Sheet>
      <PinSheet
        title={t('approving.pinReturn')}
        opened={asking}
        onClose={() => setAsking(false)}
        act={async (pin) => signKey && giveBack.mutateAsync({ key: signKey, person, pin })}
      />
    </>
  );
}
