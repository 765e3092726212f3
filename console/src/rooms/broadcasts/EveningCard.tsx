import { Button } from '@mantine/core';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mediaUrl, readBulletin, readTimetable } from '../../api.ts';
import { useTime } from '../../ui/useTime.ts';
import styles from './evening.module.css';

type Play = Timetable['days'][number]['plays'][number];

/** Bà con sắp nghe gì: what still plays today in a unit, each item and all of it to be heard in advance. */
export function EveningCard({ unit, name }: { unit: string; name: string }) {
  const { t } = useTranslation();
  const { now, time } = useTime();
  const heading = useId();
  const today = useQuery({
    queryKey: ['timetable', unit, 'evening'],
    queryFn: () => readTimetable(unit, { days: 1 }),
    refetchInterval: 60_000,
  });
  const plays = (today.data?.days[0]?.plays ?? []).filter((play) => isAhead(play, now));
  const sounds = useSounds(plays);
  const player = usePlayer();
  if (plays.length === 0) return null;
  const heard = plays.flatMap(({ bulletin }) => (bulletin && sounds.get(bulletin)) || []);
  return (
    <section className={`sheet ${styles['card']}`} aria-labelledby={heading}>
      <h2 id={heading}>{t('evening.title')}</h2>
      <p className="soft small">{t('evening.lead', { unit: name })}</p>
      <ol className={styles['plays']}>
        {plays.map((play) => {
          const sound = play.bulletin ? sounds.get(play.bulletin) : undefined;
          return (
            <li key={`${play.order} ${play.at}`}>
              <span className={styles['at']}>{time(play.at)}</span>
              <span>
                {play.kind === 'relay' ? `${t('evening.relay')}: ${play.title}` : play.title}
                {play.kind === 'order' && !sound && <span className="soft small"> ({t('evening.noSound')})</span>}
              </span>
              {sound && (
                <button
                  type="button"
                  className={styles['play']}
                  aria-label={player.at === sound ? t('evening.stop') : t('evening.play', { title: play.title })}
                  onClick={() => (player.at === sound ? player.stop() : player.play([sound]))}
                >
                  {player.at === sound ? <IconPlayerStopFilled aria-hidden /> : <IconPlayerPlayFilled aria-hidden />}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      {heard.length > 1 && (
        <Button variant="default" onClick={() => (player.at === null ? player.play(heard) : player.stop())}>
          {player.at === null ? t('evening.all') : t('evening.stop')}
        </Button>
      )}
      {player.element}
    </section>
  );
}

function isAhead({ until, outcome }: Play, now: number): boolean {
  return Date.parse(until) > now && (outcome === 'plays' || outcome === 'waits');
}

/** Address of the MP3 of each bulletin that has one. */
function useSounds(plays: readonly Play[]): Map<string, string> {
  const ids = [...new Set(plays.flatMap(({ bulletin }) => bulletin ?? []))];
  const read = useQueries({
    queries: ids.map((id) => ({ queryKey: ['bulletin', id], queryFn: () => readBulletin(id), staleTime: 60_000 })),
  });
  return new Map(read.flatMap(({ data }) => (data ? soundOf(data) : [])));
}

function soundOf({ id, sounds }: Bulletin): [string, string][] {
  const sha256 = sounds.find((sound) => sound.state === 'ready')?.mp3Sha256;
  return sha256 ? [[id, mediaUrl(sha256)]] : [];
}

/** One player for all of them: what it plays now, and what comes after. */
function usePlayer() {
  const [queue, setQueue] = useState<readonly string[]>([]);
  const play = (sounds: readonly string[]): void => setQueue(sounds);
  const stop = (): void => setQueue([]);
  const at = queue[0] ?? null;
  const element = at !== null && (
    <audio key={`${queue.length} ${at}`} src={at} autoPlay onEnded={() => setQueue(queue.slice(1))} onError={stop} />
  );
  return { at, play, stop, element };
}
