import { Button } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerStopFilled, IconRefresh } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clockReading } from '../../time.ts';
import styles from './recorder.module.css';
import type { TakeRecorder } from './useRecorder.ts';
import type { Studio } from './useStudio.ts';

/** What is read now, large, between what was read and what comes; the level of the voice; and the few things to do while reading. */
export function Prompter({
  studio,
  sentences,
  place,
}: {
  studio: Studio;
  sentences: readonly string[];
  place: number;
}) {
  const { t } = useTranslation();
  const { recorder } = studio;
  const paused = recorder.state === 'paused';
  const last = place + 1 >= sentences.length;
  const panel = useRef<HTMLDivElement>(null);
  const main = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is no way to clean up.
    panel.current?.scrollIntoView({ block: 'start' });
    main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles['recording']} ref={panel}>
      <p aria-live="off">
        <b className="numbers">
          {t(paused ? 'recorder.paused' : 'sound.recording', { at: clockReading(recorder.elapsedMs) })}
        </b>
        {sentences.length > 0 && ` ${t('recorder.place', { number: place + 1, count: sentences.length })}`}
      </p>
      <Level recorder={recorder} />
      {sentences.length > 0 && <Text sentences={sentences} place={place} />}
      <div className="row">
        {sentences.length > 0 && (
          <Button ref={main} data-main disabled={paused} onClick={studio.next}>
            {t(last ? 'recorder.finish' : 'recorder.next')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={paused ? <IconPlayerPlayFilled aria-hidden /> : <IconPlayerPauseFilled aria-hidden />}
          onClick={paused ? recorder.resume : recorder.pause}
        >
          {t(paused ? 'recorder.resume' : 'recorder.pause')}
        </Button>
        <Button variant="default" leftSection={<IconRefresh aria-hidden />} onClick={studio.reread}>
          {t(sentences.length > 0 ? 'recorder.reread' : 'sound.retake')}
        </Button>
        <Button variant="default" leftSection={<IconPlayerStopFilled aria-hidden />} onClick={recorder.end}>
          {t('sound.stop')}
        </Button>
      </div>
    </div>
  );
}

function Level({ recorder: { level, word } }: { recorder: TakeRecorder }) {
  const { t } = useTranslation();
  return (
    <div className="stack-tight">
      <div
        role="meter"
        aria-label={t('sound.level')}
        aria-valuenow={Math.round(level * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={t(`recorder.levels.${word}`)}
      >
        <div className={styles['level']} data-word={word} aria-hidden>
          <span style={{ width: `${level * 100}%` }} />
        </div>
      </div>
      <p className="small" role="status">
        {t(`recorder.levels.${word}`)}
      </p>
    </div>
  );
}

function Text({ sentences, place }: { sentences: readonly string[]; place: number }) {
  const { t } = useTranslation();
  const current = useRef<HTMLLIElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [line, frame] = [current.current, box.current];
    // Within its own frame: the page itself must not move under the reader's thumb.
    if (line && frame) frame.scrollTop = line.offsetTop - frame.clientHeight / 3;
  }, [place]);
  return (
    <div ref={box} className={styles['prompter']} role="region" aria-label={t('sound.readThis')} tabIndex={0}>
      <ol>
        {sentences.map((sentence, index) => (
          // Sentences may be the same words; their place tells them apart.
          <li
            key={index}
            ref={index === place ? current : null}
            aria-current={index === place || undefined}
            data-read={index < place || undefined}
          >
            {sentence}
          </li>
        ))}
      </ol>
    </div>
  );
}
