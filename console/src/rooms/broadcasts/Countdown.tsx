import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { readTimetable } from '../../api.ts';
import { useTime } from '../../ui/useTime.ts';
import { countdown, type Ahead, type Situation } from './countdown-rules.ts';
import styles from './countdown.module.css';

type Facts = Omit<Situation, 'now' | 'slots'>;

/** The countdown by a unit's own timetable. */
export function UnitCountdown({ unit, ...facts }: Facts & { unit: string }): ReactNode {
  const found = useQuery({
    queryKey: ['timetable', unit, 'next'],
    queryFn: () => readTimetable(unit, { days: 7 }),
    enabled: unit !== '',
    refetchInterval: 60_000,
  });
  return found.data ? <Countdown slots={found.data.days.flatMap(slotsOf)} {...facts} /> : null;
}

function slotsOf({ slots }: Timetable['days'][number]): Ahead[] {
  return slots
    .filter(({ kind }) => kind === 'bulletins')
    .map(({ at, until, freeMs }) => ({ at: Date.parse(at), until: Date.parse(until), freeMs }));
}

/** "Còn 6 phút là kịp buổi 17 giờ", and what can still be done, in order. Nothing while no slot is near. */
export function Countdown({ slots, ...facts }: Facts & { slots: readonly Ahead[] }): ReactNode {
  const { t } = useTranslation();
  const { now, time, moment, left } = useTime();
  const heading = useId();
  const known = countdown({ now, slots, ...facts });
  if (!known) return null;
  const slot = time(known.slot.at);
  const title =
    known.leftMs > 0
      ? t('countdown.title', { left: capital(left(now + known.leftMs) ?? ''), slot })
      : t('countdown.late', { slot });
  return (
    <section className={styles['countdown']} data-late={known.leftMs === 0 || undefined} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {known.ways.length === 0 && <p>{t('countdown.lateWaiting')}</p>}
      <ol>
        {known.ways.map(({ way, before }) => (
          <li key={way}>
            <span>{t(`countdown.ways.${way}`, { when: known.next ? moment(known.next.at) : '' })}</span>
            {before !== null && <span className={styles['before']}>{t('countdown.before', { at: time(before) })}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
