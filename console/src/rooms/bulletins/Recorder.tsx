import { Button } from '@mantine/core';
import { IconMicrophone, IconPlayerStopFilled, IconRefresh, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockReading, spokenMoment } from '../../time.ts';
import { provinceNow } from '../../session.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { WaveformPlayer } from '../../ui/WaveformPlayer.tsx';
import styles from './compose.module.css';
import { forgetSound, keepSound, readSound } from './kept.ts';
import type { Desk } from './useDesk.ts';
import { useRecorder } from './useRecorder.ts';
import { readLocalSound, type LocalSound } from './wave.ts';

/** Thu âm: the words to read large, the level, and the recording to hear before it is used. It stays here until it is sent. */
export function Recorder({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const [blob, setBlob] = useState<Blob | null>(null);
  const restored = useQuery({
    queryKey: ['kept-sound', desk.keptKey],
    queryFn: () => readSound(desk.keptKey),
    gcTime: 0,
  });
  const recorder = useRecorder((sound) => {
    setBlob(sound);
    void keepSound(desk.keptKey, sound);
  });
  const sound = blob ?? restored.data ?? null;
  if (recorder.elapsedMs !== null) return <Running desk={desk} recorder={recorder} elapsedMs={recorder.elapsedMs} />;
  const retake = async (): Promise<void> => {
    setBlob(null);
    await forgetSound(desk.keptKey);
    await restored.refetch();
    await recorder.begin();
  };
  const use = (): void => {
    if (!sound) return;
    if (desk.draft.content.title.trim() === '') {
      desk.write({ title: t('sound.recordingTitle', { when: spokenMoment(provinceNow(), provinceNow()) }) });
    }
    desk.sending.mutate(
      { origin: 'recorded', sound },
      { onSuccess: () => setBlob(null), onSettled: () => void restored.refetch() },
    );
  };
  return (
    <div className="stack">
      {recorder.denied && <Note kind="error">{t('sound.noMicrophone')}</Note>}
      {!sound && (
        <Button leftSection={<IconMicrophone aria-hidden />} variant="default" onClick={() => void recorder.begin()}>
          {t('sound.start')}
        </Button>
      )}
      {sound && (
        <>
          <Preview sound={sound} />
          {desk.sending.error && <p>{t('sound.unsent')}</p>}
          <ErrorNote error={desk.sending.error} />
          <div className="row">
            <Button leftSection={<IconUpload aria-hidden />} loading={desk.sending.isPending} onClick={use}>
              {t('sound.use')}
            </Button>
            <Button variant="default" leftSection={<IconRefresh aria-hidden />} onClick={() => void retake()}>
              {t('sound.retake')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Running({
  desk,
  recorder,
  elapsedMs,
}: {
  desk: Desk;
  recorder: ReturnType<typeof useRecorder>;
  elapsedMs: number;
}) {
  const { t } = useTranslation();
  const text = desk.draft.content.text.trim();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is no way to clean up.
    panel.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div className={styles['recording']} ref={panel}>
      <p aria-live="off">
        <b className="numbers">{t('sound.recording', { at: clockReading(elapsedMs) })}</b>
      </p>
      <div
        role="meter"
        aria-label={t('sound.level')}
        aria-valuenow={Math.round(recorder.level * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className={styles['level']} aria-hidden>
          <span style={{ width: `${recorder.level * 100}%` }} />
        </div>
      </div>
      <Button leftSection={<IconPlayerStopFilled aria-hidden />} onClick={recorder.end}>
        {t('sound.stop')}
      </Button>
      {recorder.isQuiet && elapsedMs > 2_000 && <p className="small">{t('sound.quiet')}</p>}
      {text !== '' && (
        <div>
          <p className="soft small">{t('sound.readThis')}</p>
          {/* A long text is scrolled while it is read, by keyboard too. */}
          <div className={`reading ${styles['prompter']}`} role="region" aria-label={t('sound.readThis')} tabIndex={0}>
            {text}
          </div>
        </div>
      )}
    </div>
  );
}

function Preview({ sound }: { sound: Blob }) {
  const { t } = useTranslation();
  const [local, setLocal] = useState<LocalSound | null>(null);
  useEffect(() => {
    let gone = false;
    const reading = readLocalSound(sound).then((read) => {
      if (!gone) setLocal(read);
      return read;
    });
    return () => {
      gone = true;
      void reading.then(({ url }) => URL.revokeObjectURL(url));
    };
  }, [sound]);
  if (!local) return null;
  return <WaveformPlayer src={local.url} durationMs={local.durationMs} peaks={local.peaks} name={t('sound.preview')} />;
}
