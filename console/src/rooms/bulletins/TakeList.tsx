import { Button } from '@mantine/core';
import { IconMicrophone, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clockReading } from '../../time.ts';
import styles from './recorder.module.css';
import type { Line } from './takes.ts';
import type { usePlaylist } from './usePlaylist.ts';
import type { Studio } from './useStudio.ts';
import type { Takes } from './useTakes.ts';

interface Props {
  studio: Studio;
  takes: Takes;
  playlist: ReturnType<typeof usePlaylist>;
}

/** Every sentence with its take: to be heard, and to be read again alone. */
export function TakeList({ studio, takes, playlist }: Props) {
  const { t } = useTranslation();
  return (
    <ol className={styles['takes']} aria-label={t('sound.preview')}>
      {studio.lines.map((line, place) => (
        <OneLine
          key={line.take?.id ?? `${place} ${line.text}`}
          line={line}
          number={place + 1}
          playing={line.take !== null && playlist.playing === line.take.id}
          onRead={() => {
            playlist.stop();
            void studio.read(place);
          }}
          onHear={() => {
            const { take } = line;
            if (!take) return;
            if (playlist.playing === take.id) playlist.stop();
            else void playlist.play([{ id: take.id, sound: () => takes.soundOf(take) }]);
          }}
        />
      ))}
    </ol>
  );
}

interface LineProps {
  line: Line;
  number: number;
  playing: boolean;
  onRead: () => void;
  onHear: () => void;
}

function OneLine({ line: { text, take }, number, playing, onRead, onHear }: LineProps) {
  const { t } = useTranslation();
  return (
    <li data-unread={take === null || undefined} data-playing={playing || undefined}>
      <div>
        <p>{text === '' ? t('recorder.free', { number }) : text}</p>
        <p className="soft small">
          {take === null && t('recorder.unread')}
          {take?.whole === true && clockReading(take.ms)}
          {take?.whole === false && t('recorder.cut', { at: clockReading(take.ms) })}
        </p>
      </div>
      {take && (
        <Button
          variant="default"
          px="sm"
          aria-label={t(playing ? 'recorder.hush' : 'recorder.hear', { number })}
          onClick={onHear}
        >
          {playing ? <IconPlayerStop aria-hidden /> : <IconPlayerPlay aria-hidden />}
        </Button>
      )}
      <Button
        variant="default"
        px="sm"
        aria-label={t(take ? 'recorder.again' : 'recorder.read', { number })}
        onClick={onRead}
      >
        {take ? <IconRefresh aria-hidden /> : <IconMicrophone aria-hidden />}
      </Button>
    </li>
  );
}
