import { Button } from '@mantine/core';
import { IconMicrophone, IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { LONGEST_NOTE_MS, type VoiceRecorder } from './useVoiceNote.ts';
import styles from './request.module.css';

/** Speaking instead of typing: one button to speak and to end, then hearing it again. */
export function VoiceNote({ voice }: { voice: VoiceRecorder }) {
  const { t } = useTranslation();
  const { length } = useTime();
  const { state, said, elapsedMs, level } = voice;
  if (state === 'recording') {
    const left = Math.max(0, Math.ceil((LONGEST_NOTE_MS - elapsedMs) / 1000));
    return (
      <div className="stack-tight">
        <Button color="red" leftSection={<IconPlayerStopFilled aria-hidden />} onClick={voice.stop}>
          {t('voiceNote.stop')}
        </Button>
        <div className={styles['heard']} aria-hidden>
          <span style={{ width: `${level * 100}%` }} />
        </div>
        <p className="small">{t('voiceNote.left', { seconds: left })}</p>
      </div>
    );
  }
  return (
    <div className="stack-tight">
      {said && (
        <>
          <p>{t('voiceNote.said', { length: length(said.ms) })}</p>
          <audio className={styles['note']} controls src={said.url} aria-label={t('voiceNote.hearAgain')} />
        </>
      )}
      <div className="row">
        <Button variant="default" leftSection={<IconMicrophone aria-hidden />} onClick={() => void voice.begin()}>
          {t(said ? 'voiceNote.again' : 'voiceNote.begin')}
        </Button>
        {said && (
          <Button variant="subtle" onClick={voice.drop}>
            {t('voiceNote.drop')}
          </Button>
        )}
      </div>
      {voice.denied && <Note>{t('voiceNote.denied')}</Note>}
    </div>
  );
}
