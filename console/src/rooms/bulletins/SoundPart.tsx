import { Button, Checkbox, FileButton, NativeSelect } from '@mantine/core';
import type { SoundView } from '@nguon/protocol/http/bulletins.ts';
import { languageName } from '@nguon/protocol/language-names.ts';
import { IconFileMusic, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { WaveformPlayer } from '../../ui/WaveformPlayer.tsx';
import styles from './compose.module.css';
import { Recorder } from './Recorder.tsx';
import { soundsFit } from './saving.ts';
import { SOUND_FILES } from './sending.ts';
import type { Desk } from './useDesk.ts';

const WAYS = ['machine', 'record', 'upload'] as const;
type Way = (typeof WAYS)[number];

/** The sound: read by the machine, recorded, or brought as a file; heard here before anybody is asked to approve it. */
export function SoundPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('machine');
  return (
    <div className="stack">
      <h3>{t('compose.sound')}</h3>
      <div className={styles['tabs']} role="group" aria-label={t('compose.sound')}>
        {WAYS.map((each) => (
          <button key={each} type="button" aria-pressed={way === each} onClick={() => setWay(each)}>
            {t(`sound.${each}`)}
          </button>
        ))}
      </div>
      {way === 'machine' && <Machine desk={desk} />}
      {way === 'record' && <Recorder desk={desk} />}
      {way === 'upload' && <Upload desk={desk} />}
      <MadeSounds desk={desk} />
    </div>
  );
}

function Machine({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { draft, known, speaking } = desk;
  const has = known?.sounds.some(({ origin }) => origin === 'machine') ?? false;
  return (
    <div className="stack">
      <div className={styles['pair']}>
        <NativeSelect
          label={t('sound.pace')}
          value={draft.pace}
          data={[
            { value: 'normal', label: t('sound.paceNormal') },
            { value: 'slow', label: t('sound.paceSlow') },
          ]}
          onChange={(event) => desk.change({ pace: event.currentTarget.value === 'slow' ? 'slow' : 'normal' })}
        />
        <Button
          variant="default"
          mt="auto"
          leftSection={<IconVolume aria-hidden />}
          disabled={draft.content.text.trim() === ''}
          loading={speaking.isPending}
          onClick={() => speaking.mutate()}
        >
          {has ? t('sound.remake') : t('sound.make')}
        </Button>
      </div>
      {speaking.isPending && <p role="status">{t('sound.making')}</p>}
      <ErrorNote error={speaking.error} />
    </div>
  );
}

function Upload({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { sending } = desk;
  const send = (file: File | null): void => {
    if (!file) return;
    if (desk.draft.content.title.trim() === '') desk.write({ title: file.name.replace(/\.[^.]+$/, '') });
    sending.mutate(file);
  };
  return (
    <div className="stack-tight">
      <FileButton onChange={send} accept={SOUND_FILES}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconFileMusic aria-hidden />} loading={sending.isPending}>
            {t('sound.choose')}
          </Button>
        )}
      </FileButton>
      <p className="soft small">{sending.isPending ? t('sound.sending') : t('sound.chooseHelp')}</p>
      <ErrorNote error={sending.error} />
    </div>
  );
}

/** The sounds that the server has: being made, ready to be heard, or failed with the reason. */
function MadeSounds({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { draft, known } = desk;
  if (!known || known.sounds.length === 0) return null;
  const recorded = known.sounds.some(({ origin }) => origin !== 'machine');
  return (
    <div className="stack">
      {!soundsFit({ ...draft, keepSounds: false }, known) && known.sounds.some(({ state }) => state !== 'failed') && (
        <Note>
          <p>{t('sound.stale')}</p>
          {recorded && (
            <Checkbox
              label={t('sound.keepIt')}
              checked={draft.keepSounds}
              onChange={(event) => desk.change({ keepSounds: event.currentTarget.checked })}
            />
          )}
        </Note>
      )}
      {known.sounds
        .filter(({ language }) => language === known.language)
        .map((sound) => (
          <OneSound key={sound.id} sound={sound} />
        ))}
    </div>
  );
}

/** One sound of a bulletin, in whatever state it is. */
export function OneSound({ sound }: { sound: SoundView }) {
  const { t } = useTranslation();
  const { length } = useTime();
  if (sound.state === 'making') return <p role="status">{t('sound.making')}</p>;
  if (sound.state === 'failed') return <Note kind="error">{t('sound.failed', { reason: sound.problem ?? '' })}</Note>;
  const made = sound.voice ?? t(`sound.origins.${sound.origin}`);
  const name = sound.language === 'vi' ? made : `${languageName(sound.language)}, ${made}`;
  return (
    <div className="stack-tight">
      <WaveformPlayer
        src={mediaUrl(sound.mp3Sha256 ?? sound.sha256 ?? '')}
        durationMs={sound.durationMs ?? 0}
        peaks={sound.peaks}
        name={name}
      />
      <p className="soft small">
        {name}, {t('player.length', { length: length(sound.durationMs ?? 0) })}
      </p>
    </div>
  );
}
