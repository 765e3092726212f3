import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stretchesOf, unionOf, type Stretch } from '../rooms/requests/heard.ts';
import { clockReading } from '../time.ts';
import { Note } from './notes.tsx';
import styles from './PlaylistPlayer.module.css';

/** One sound of the list. */
export interface Track {
  src: string;
  durationMs: number;
  name: string;
}

interface Props {
  tracks: readonly Track[];
  name: string;
  /** Told as it plays which stretches of a track have really sounded. `settled`: it stopped, ended or went on to the next. */
  onHeard?: (track: number, heard: Stretch[], settled: boolean) => void;
  /** A track is about to sound. */
  onPlay?: (track: number) => void;
}

/** Many sounds played through as one, without a hand between them; each can be begun by itself. */
export function PlaylistPlayer({ tracks, name, onHeard, onPlay }: Props) {
  const { t } = useTranslation();
  const player = usePlaylist({ tracks, ...(onHeard && { onHeard }), ...(onPlay && { onPlay }) });
  const { audio, current, playing, at, failed, toggle, begin } = player;
  const before = tracks.slice(0, current).reduce((sum, track) => sum + track.durationMs, 0);
  const total = tracks.reduce((sum, track) => sum + track.durationMs, 0);
  return (
    <div className={styles['player']} role="group" aria-label={name}>
      <audio
        ref={audio}
        src={player.first}
        preload="metadata"
        onPlay={player.onPlay}
        onPause={player.onPause}
        onTimeUpdate={player.onTimeUpdate}
        onEnded={player.onEnded}
        onError={player.onError}
      />
      <div className={styles['head']}>
        <button
          type="button"
          className={styles['play']}
          onClick={() => void toggle()}
          aria-label={`${playing ? t('player.pause') : t('player.play')}: ${name}`}
        >
          {playing ? <IconPlayerPauseFilled size={30} aria-hidden /> : <IconPlayerPlayFilled size={30} aria-hidden />}
        </button>
        <div className="stack-tight">
          <output className="numbers">
            {clockReading(before + at)} / {clockReading(total)}
          </output>
          <span className="soft small">{tracks[current]?.name}</span>
        </div>
      </div>
      <progress
        className={styles['bar']}
        max={Math.max(1, total)}
        value={before + at}
        aria-label={t('player.position')}
      />
      <ol className={styles['tracks']}>
        {tracks.map((track, index) => (
          // A sound may stand in the list twice: its place is what it is known by.
          <li key={index} data-current={index === current || undefined}>
            <button
              type="button"
              aria-label={`${t('player.play')}: ${index + 1}. ${track.name} ${clockReading(track.durationMs)}`}
              aria-current={index === current || undefined}
              onClick={() => void begin(index)}
            >
              <span>{track.name}</span> <span className="numbers soft">{clockReading(track.durationMs)}</span>
            </button>
          </li>
        ))}
      </ol>
      {failed && <Note kind="error">{t('player.failed')}</Note>}
    </div>
  );
}

function usePlaylist({ tracks, onHeard, onPlay }: Omit<Props, 'name'>) {
  const audio = useRef<HTMLAudioElement>(null);
  const heard = useRef(new Map<number, Stretch[]>());
  // The element is told of later tracks by hand: a source that React set anew would end what has just begun to play.
  const [first] = useState(tracks[0]?.src);
  const [current, setCurrent] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [failed, setFailed] = useState(false);

  /** What sounded of the current track, with what sounded of it before another was played. */
  const tell = (settled: boolean): void => {
    const [element, track] = [audio.current, tracks[current]];
    if (!element || !track) return;
    const known = unionOf([...(heard.current.get(current) ?? []), ...stretchesOf(element.played, track.durationMs)]);
    heard.current.set(current, known);
    onHeard?.(current, known, settled);
  };
  const sound = async (track: number): Promise<void> => {
    setFailed(false);
    onPlay?.(track);
    try {
      await audio.current?.play();
    } catch (error) {
      // Another track was chosen before this one began.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setFailed(true);
    }
  };
  const begin = async (index: number): Promise<void> => {
    if (!audio.current) return;
    tell(true);
    setCurrent(index);
    setAt(0);
    audio.current.src = tracks[index]?.src ?? '';
    audio.current.load();
    await sound(index);
  };
  const toggle = async (): Promise<void> => {
    if (!audio.current) return;
    if (!audio.current.paused) return audio.current.pause();
    await sound(current);
  };
  const events = {
    onPlay: () => setPlaying(true),
    onPause: () => {
      setPlaying(false);
      tell(true);
    },
    onTimeUpdate: () => {
      setAt((audio.current?.currentTime ?? 0) * 1000);
      tell(false);
    },
    onEnded: () => {
      tell(true);
      if (current + 1 < tracks.length) void begin(current + 1);
    },
    onError: () => setFailed(true),
  };
  return { audio, first, current, playing, at, failed, toggle, begin, ...events };
}
