import { Button } from '@mantine/core';
import type { UnitVoices } from '@nguon/protocol/http/speech.ts';
import { IconCheck, IconVolume } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hearVoice } from '../../api.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';

interface Props {
  unit: string;
  voice: UnitVoices['voices'][number];
  isUsed: boolean;
  mayKeep: boolean;
  busy: boolean;
  onAccept: () => void;
  onRefuse: () => void;
  onUse: () => void;
}

/** One voice: heard first, then accepted. Hearing comes before accepting, as with a bulletin. */
export function VoiceCard({ unit, voice, isUsed, mayKeep, busy, onAccept, onRefuse, onUse }: Props) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const heading = useId();
  const [heard, setHeard] = useState(false);
  const { acceptance } = voice;
  return (
    <section className="sheet stack" aria-labelledby={heading}>
      <div>
        <h2 id={heading}>{voice.name}</h2>
        <p className="soft small">
          {t('voices.licence', { licence: voice.licence })} {isUsed && t('voices.used')}
        </p>
      </div>
      <p>
        {acceptance
          ? t('voices.accepted', { name: acceptance.byName, at: moment(acceptance.at) })
          : t('voices.notAccepted')}
      </p>
      <Sample unit={unit} voice={voice.id} onHeard={() => setHeard(true)} />
      {mayKeep && (
        <div className="row">
          {acceptance ? (
            <Button variant="default" disabled={busy} onClick={onRefuse}>
              {t('voices.refuse')}
            </Button>
          ) : (
            <Button leftSection={<IconCheck aria-hidden />} disabled={busy || !heard} onClick={onAccept}>
              {t('voices.accept')}
            </Button>
          )}
          {!isUsed && (
            <Button variant="default" disabled={busy} onClick={onUse}>
              {t('voices.use')}
            </Button>
          )}
        </div>
      )}
      {mayKeep && !acceptance && !heard && <p className="soft small">{t('voices.hearFirst')}</p>}
    </section>
  );
}

/** Nghe thử: the unit's own sentence, made when it is asked for. */
function Sample({ unit, voice, onHeard }: { unit: string; voice: string; onHeard: () => void }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string | null>(null);
  const asking = useMutation({
    mutationFn: async () => hearVoice({ unit, voice }),
    onSuccess: (sound) => setAddress(URL.createObjectURL(sound)),
  });
  useEffect(() => () => (address === null ? undefined : URL.revokeObjectURL(address)), [address]);
  return (
    <div className="stack-tight">
      <ErrorNote error={asking.error} again={() => asking.mutate()} />
      {address === null ? (
        <div>
          <Button
            variant="default"
            leftSection={<IconVolume aria-hidden />}
            loading={asking.isPending}
            onClick={() => asking.mutate()}
          >
            {t('voices.hear')}
          </Button>
        </div>
      ) : (
        // eslint-disable-next-line jsx-a11y/media-has-caption -- the sentence is what is tried
        <audio
          controls
          autoPlay
          src={address}
          aria-label={t('voices.hear')}
          onEnded={onHeard}
          style={{ width: '100%' }}
        />
      )}
    </div>
  );
}
