import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stretchesOf, type Stretch } from '../rooms/requests/heard.ts';
import { clockReading } from '../time.ts';
import { Note } from './notes.tsx';
import styles from './WaveformPlayer.module.css';

interface Props {
  src: string;
  durationMs: number;
  /** Heights of the waveform, 0-100. */
  peaks: readonly number[];
  /** What it is, for those who do not see the wave. */
  name: string;
  /** Told as it plays what of the sound has really sounded since it was opened. `settled`: it stopped or ended. */
  onHeard?: (heard: Stretch[], settled: boolean) => void;
  onPlay?: () => void;
}

/** A sound that is seen: a large play button, the waveform, seconds, and which part was heard. */
export function WaveformPlayer({ src, durationMs, peaks, name, onHeard, onPlay }: Props) {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const [heard, setHeard] = useState<Stretch[]>([]);
  useSmoothPosition(audio, playing, setAt);

  const tell = (settled: boolean): void => {
    if (!audio.current) return;
    const stretches = stretchesOf(audio.current.played, durationMs);
    setHeard(stretches);
    onHeard?.(stretches, settled);
  };
  const toggle = async (): Promise<void> => {
    const player = audio.current;
    if (!player) return;
    if (!player.paused) return player.pause();
    setFailed(false);
    onPlay?.();
    try {
      if (player.error) player.load();
      await player.play();
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className={styles['player']} role="group" aria-label={name}>
      <audio
        ref={audio}
        src={src}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => {
          setPlaying(false);
          tell(true);
        }}
        onEnded={() => tell(true)}
        onTimeUpdate={() => {
          setAt((audio.current?.currentTime ?? 0) * 1000);
          tell(false);
        }}
        onError={() => playing && setFailed(true)}
      />
      <button
        type="button"
        className={styles['play']}
        onClick={() => void toggle()}
        aria-label={`${playing ? t('player.pause') : t('player.play')}: ${name}`}
      >
        {playing ? <IconPlayerPauseFilled size={30} aria-hidden /> : <IconPlayerPlayFilled size={30} aria-hidden />}
      </button>
      <Wave
        {...{ peaks, durationMs, at, heard }}
        onSeek={(ms) => {
          if (audio.current) audio.current.currentTime = ms / 1000;
          setAt(ms);
        }}
      />
      <div className={styles['line']}>
        <span>
          {clockReading(at)} / {clockReading(durationMs)}
        </span>
      </div>
      {failed && (
        <div style={{ gridColumn: '1 / -1' }}>
          <Note kind="error">{t('player.failed')}</Note>
        </div>
      )}
    </div>
  );
}

/** The element reports its position four times a second; in between the head moves with the screen. */
function useSmoothPosition(
  audio: { current: HTMLAudioElement | null },
  playing: boolean,
  setAt: (ms: number) => void,
): void {
  useEffect(() => {
    if (!playing) return undefined;
    let frame = requestAnimationFrame(function move() {
      setAt((audio.current?.currentTime ?? 0) * 1000);
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [audio, playing, setAt]);
}

interface WaveProps {
  peaks: readonly number[];
  durationMs: number;
  at: number;
  heard: readonly Stretch[];
  onSeek: (ms: number) => void;
}

function Wave({ peaks, durationMs, at, heard, onSeek }: WaveProps) {
  const { t } = useTranslation();
  const shown = peaks.length > 0 ? peaks : Array.from({ length: 120 }, () => 8);
  const share = durationMs > 0 ? Math.min(1, at / durationMs) : 0;
  const isHeard = (index: number): boolean => {
    const middle = ((index + 0.5) / shown.length) * durationMs;
    return heard.some(({ fromMs, toMs }) => middle >= fromMs && middle <= toMs);
  };
  return (
    <div className={styles['wave']}>
      <svg viewBox={`0 0 ${shown.length} 100`} preserveAspectRatio="none" aria-hidden>
        {shown.map((height, index) => {
          const tall = Math.max(4, height);
          // The bars of a waveform have no identity but their place.
          return (
            <rect
              key={index}
              className={styles['bar']}
              data-heard={isHeard(index) || undefined}
              x={index + 0.18}
              y={50 - tall / 2}
              width={0.64}
              height={tall}
            />
          );
        })}
      </svg>
      <span className={styles['head']} style={{ left: `${share * 100}%` }} aria-hidden />
      <input
        type="range"
        className={styles['seek']}
        min={0}
        max={Math.max(1, Math.round(durationMs / 1000))}
        step={1}
        value={Math.round(at / 1000)}
        aria-label={t('player.position')}
        aria-valuetext={t('player.positionText', { at: clockReading(at), total: clockReading(durationMs) })}
        onChange={(event) => onSeek(Number(event.currentTarget.value) * 1000)}
      />
    </div>
  );
}
