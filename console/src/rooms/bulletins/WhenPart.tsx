import { Button } from '@mantine/core';
import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTimetable } from '../../api.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { ChosenSlots } from './ChosenSlots.tsx';
import styles from './compose.module.css';
import type { Draft } from './draft.ts';
import { RepeatPart } from './RepeatPart.tsx';

/** Days whose slots are shown before "Xem thêm". */
const FIRST_DAYS = 2;

type Day = Timetable['days'][number];
/** When it is to be broadcast, as it is chosen. */
export type Chosen = Draft['when'];

interface Props {
  when: Chosen;
  /** Whose timetable is shown; none yet while no place is chosen. */
  place: { id: string } | undefined;
  /** Length of one session as far as it is known. */
  neededMs: number;
  /** When the item is over by itself, UTC epoch milliseconds: nothing of it is heard later. */
  endsAt?: number | null;
  onChange: (when: Chosen) => void;
  /** Takes the next slot that has room, as long as nobody chose another time. */
  onPropose?: (when: Chosen) => void;
}

/** Phát ngay, or slots of the timetable of the first chosen place; the next one with room is proposed. */
export function WhenPart({ when, place, neededMs, endsAt = null, onChange, onPropose }: Props) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <>
      <fieldset className={styles['choices']}>
        <legend className="unseen">{t('compose.when')}</legend>
        <label className={styles['choice']}>
          <input type="radio" name={name} checked={when.kind === 'now'} onChange={() => onChange({ kind: 'now' })} />
          <span>
            {t('compose.now')}
            <small>{t('compose.nowHelp')}</small>
          </span>
        </label>
        <label className={styles['choice']}>
          <input
            type="radio"
            name={name}
            checked={when.kind === 'slots'}
            onChange={() => onChange({ kind: 'slots', starts: [] })}
          />
          <span>{t('compose.bySlots')}</span>
        </label>
      </fieldset>
      {when.kind === 'slots' &&
        (place ? (
          <Slots unit={place.id} {...{ neededMs, endsAt, onChange, onPropose }} starts={when.starts} />
        ) : (
          <p className="soft">{t('compose.slotsFirst')}</p>
        ))}
    </>
  );
}

type Choosing = Pick<Props, 'neededMs' | 'onChange'> & { starts: readonly string[]; endsAt: number | null };

function Slots({
  unit,
  onPropose,
  ...choosing
}: Choosing & { unit: string; onPropose: Props['onPropose'] | undefined }) {
  const { t } = useTranslation();
  const { now, left } = useTime();
  const [all, setAll] = useState(false);
  const found = useQuery({
    queryKey: ['timetable', unit, 'next'],
    queryFn: () => readTimetable(unit, { days: 7 }),
    refetchInterval: 60_000,
  });
  const days = (found.data?.days ?? [])
    .map((day) => ({
      ...day,
      slots: day.slots.filter((slot) => slot.kind === 'bulletins' && Date.parse(slot.at) > now),
    }))
    .filter((day) => day.slots.length > 0);
  const { starts, neededMs, endsAt, onChange } = choosing;
  const proposed = days.flatMap(({ slots }) => slots).find((slot) => fits(slot, neededMs, endsAt))?.at;
  const take = (taken: string[]): void => onChange({ kind: 'slots', starts: taken });
  const differs = proposed !== undefined && (starts.length !== 1 || starts[0] !== proposed);
  useEffect(() => {
    if (differs) onPropose?.({ kind: 'slots', starts: [proposed] });
  });
  if (found.error) return <ErrorNote error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Coming lines={2} />;
  if (days.length === 0) return <p className="soft">{t('compose.slotsNone')}</p>;
  const next = days[0]?.slots[0];
  const shown = all ? days : days.slice(0, FIRST_DAYS);
  return (
    <div className={styles['slots']}>
      {shown.map((day) => (
        <DaySlots key={day.date} day={day} {...choosing} note={(at) => (at === next?.at ? left(at) : null)} />
      ))}
      {days.length > shown.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('act.more')}
        </Button>
      )}
      <ChosenSlots starts={starts} onChange={take} />
      <RepeatPart key={unit} {...{ unit, starts, neededMs, endsAt }} onTake={take} />
    </div>
  );
}

/** Whether a slot has room for a session that ends in time. */
function fits({ at, freeMs }: Day['slots'][number], neededMs: number, endsAt: number | null): boolean {
  return freeMs >= neededMs && (endsAt === null || Date.parse(at) + neededMs <= endsAt);
}

type DayProps = Choosing & {
  day: Day;
  note: (at: string) => string | null;
};

function DaySlots({ day, neededMs, endsAt, starts, note, onChange }: DayProps) {
  const { t } = useTranslation();
  const { dayTitle, time, length } = useTime();
  const first = day.slots[0];
  const toggle = (at: string): void => {
    const without = starts.filter((start) => start !== at);
    const next = without.length === starts.length ? [...starts, at].sort() : without;
    onChange({ kind: 'slots', starts: next });
  };
  return (
    <fieldset className={styles['choices']}>
      <legend>{first ? dayTitle(first.at) : day.label}</legend>
      {day.slots.map((slot) => {
        const open = fits(slot, neededMs, endsAt);
        const full = slot.freeMs < neededMs ? t('compose.slotFull') : t('compose.slotOver');
        const soon = note(slot.at);
        return (
          <label key={slot.at} className={styles['choice']}>
            <input
              type="checkbox"
              checked={starts.includes(slot.at)}
              disabled={!open && !starts.includes(slot.at)}
              onChange={() => toggle(slot.at)}
            />
            <span>
              <b className="numbers">{time(slot.at)}</b> {slot.title}
              <small>
                {open ? t('compose.slotFree', { length: length(slot.freeMs) }) : full}
                {soon !== null && `; ${t('compose.slotSoon', { left: soon })}`}
              </small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
