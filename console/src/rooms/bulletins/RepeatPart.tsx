import { Button, TextInput } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTimetable } from '../../api.ts';
import { dayOf, minuteOfDay, spokenClock } from '../../time.ts';
import { DayField } from '../../ui/DayField.tsx';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './compose.module.css';
import { endOfSound, FARTHEST_MS, MOST_SESSIONS, repeatedStarts, type OfferedSlot } from './repeat-rules.ts';

interface Props {
  unit: string;
  starts: readonly string[];
  neededMs: number;
  /** When the item is over by itself, UTC epoch milliseconds; null: it does not end. */
  endsAt: number | null;
  onTake: (starts: string[]) => void;
}

/** Lặp lại: how many sessions, at which hours, until when; the sessions that it makes are listed before they are taken. */
export function RepeatPart(props: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { now, tongue } = useTime();
  const found = useQuery({
    queryKey: ['timetable', props.unit, 'month'],
    queryFn: () => readTimetable(props.unit, { days: 31 }),
    enabled: opened,
  });
  const slots = (found.data?.days ?? [])
    .flatMap((day) => day.slots)
    .filter(({ kind, at }) => kind === 'bulletins' && Date.parse(at) > now && Date.parse(at) <= now + FARTHEST_MS);
  return (
    <details className={styles['repeat']} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{t('repeat.title')}</summary>
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {opened && found.isPending && <Coming lines={2} />}
      {slots.length > 0 && <Repetition {...props} slots={slots} tongue={tongue} />}
    </details>
  );
}

/** How many sessions somebody wrote: a whole number from 1 to the most there are. */
function sessionsOf(written: string): number {
  return Math.min(MOST_SESSIONS, Math.max(1, Math.floor(Number(written)) || 1));
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function Repetition({
  slots,
  starts,
  neededMs,
  endsAt,
  onTake,
  tongue,
}: Props & { slots: readonly OfferedSlot[]; tongue: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const { now, moment } = useTime();
  const hours = useId();
  const offered = [...new Set(slots.map(({ at }) => minuteOfDay(at)))].sort((a, b) => a - b);
  const first = starts[0] ?? slots[0]?.at ?? '';
  const [count, setCount] = useState(5);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const [minutes, setMinutes] = useState<ReadonlySet<number>>(
    new Set(starts.length > 0 ? starts.map(minuteOfDay) : offered),
  );
  const wish = { count, minutes, from: Date.parse(first), until: endOfSound(lastDay, endsAt) };
  const made = repeatedStarts(slots, neededMs, wish);
  const toggle = (minute: number): void => {
    const without = new Set([...minutes].filter((one) => one !== minute));
    setMinutes(without.size < minutes.size ? without : new Set([...minutes, minute]));
  };
  return (
    <div className="stack">
      <div className={styles['pair']}>
        <TextInput
          type="number"
          label={t('repeat.count')}
          min={1}
          max={MOST_SESSIONS}
          value={count}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setCount(sessionsOf(event.currentTarget.value))}
        />
        <DayField
          label={t('repeat.until')}
          description={t('repeat.untilHelp')}
          min={dayOf(now)}
          max={dayOf(now + FARTHEST_MS)}
          value={lastDay ?? ''}
          onChange={(day) => setLastDay(day || null)}
        />
      </div>
      <fieldset className={styles['choices']} aria-labelledby={hours}>
        <legend id={hours}>{t('repeat.hours')}</legend>
        {offered.map((minute) => (
          <label key={minute} className={styles['choice']}>
            <input type="checkbox" checked={minutes.has(minute)} onChange={() => toggle(minute)} />
            <span>{spokenClock(clockOf(minute), tongue)}</span>
          </label>
        ))}
      </fieldset>
      {endsAt !== null && <p className="soft small">{t('repeat.ends', { when: moment(endsAt) })}</p>}
      <div aria-live="polite" className="stack-tight">
        <p>{made.length === 0 ? t('repeat.none') : t('repeat.made', { count: made.length })}</p>
        <ol className={styles['sessions']}>
          {made.map((at) => (
            <li key={at}>{moment(at)}</li>
          ))}
        </ol>
        {made.length > 0 && made.length < count && (
          <p className="soft small">{t('repeat.fewer', { count: made.length })}</p>
        )}
      </div>
      <Button
        variant="default"
        leftSection={<IconRepeat aria-hidden />}
        disabled={made.length === 0}
        onClick={() => onTake(made)}
      >
        {t('repeat.take', { count: made.length })}
      </Button>
    </div>
  );
}
