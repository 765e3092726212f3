import { Button } from '@mantine/core';
import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import { IconAntennaBars5, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { removeSlot } from '../../api.ts';
import { paths } from '../../paths.ts';
import { dayOf } from '../../time.ts';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './timetable.module.css';

type Day = Timetable['days'][number];
type Slot = Day['slots'][number];
type Play = Day['plays'][number];

/** One day: its slots in order with what plays in them; what was put between slots stands by itself. */
export function DayColumn({ day, unit, removing }: { day: Day; unit: string; removing: boolean }) {
  const { t } = useTranslation();
  const { now, dayTitle } = useTime();
  const first = Date.parse(`${day.date}T05:00:00.000Z`);
  const isToday = dayOf(now) === day.date;
  const outside = day.plays.filter((play) => !day.slots.some((slot) => isIn(play, slot)));
  return (
    <section className={styles['day']} data-today={isToday || undefined} aria-label={dayTitle(first)}>
      <h2>{dayTitle(first)}</h2>
      {day.slots.length === 0 && outside.length === 0 && <p className="soft small">{t('timetable.noSlots')}</p>}
      {day.slots.map((slot) => (
        <SlotCard
          key={`${slot.slot} ${slot.at}`}
          slot={slot}
          plays={day.plays.filter((play) => isIn(play, slot) && isWorthSaying(play))}
          unit={unit}
          removing={removing}
        />
      ))}
      {outside.length > 0 && (
        <div className={styles['slot']}>
          <span className="soft small">{t('timetable.outside')}</span>
          <Plays plays={outside} />
        </div>
      )}
    </section>
  );
}

function isIn(play: Play, slot: Slot): boolean {
  return (play.kind === 'relay') === (slot.kind === 'relay') && play.at >= slot.at && play.at < slot.until;
}

/** A relay that runs as it should is said by its slot already. */
function isWorthSaying({ kind, outcome, sentence }: Play): boolean {
  return kind === 'order' || sentence !== null || (outcome !== 'plays' && outcome !== 'past');
}

function SlotCard({
  slot,
  plays,
  unit,
  removing,
}: {
  slot: Slot;
  plays: readonly Play[];
  unit: string;
  removing: boolean;
}) {
  const { t } = useTranslation();
  const { now, time, length } = useTime();
  const isPast = Date.parse(slot.until) <= now;
  const isRelay = slot.kind === 'relay';
  return (
    <article className={styles['slot']} data-past={isPast || undefined} data-relay={isRelay || undefined}>
      <span className={styles['hours']}>
        <span>{time(slot.at)} –</span> <span>{time(slot.until)}</span>
      </span>
      <h3>{slot.title}</h3>
      {isRelay && (
        <span className="soft small">
          <IconAntennaBars5 size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {t('timetable.relay')}
        </span>
      )}
      <Plays plays={plays} />
      {!isRelay && !isPast && (
        <span className="soft small">
          {slot.freeMs > 0 ? t('timetable.free', { length: length(slot.freeMs) }) : t('timetable.full')}
        </span>
      )}
      {removing && <RemoveSlot slot={slot} unit={unit} />}
    </article>
  );
}

function Plays({ plays }: { plays: readonly Play[] }) {
  const { t } = useTranslation();
  const { time } = useTime();
  if (plays.length === 0) return null;
  return (
    <ul className={styles['plays']}>
      {plays.map((play) => (
        <li
          key={`${play.order} ${play.at}`}
          className={styles['play']}
          data-class={play.class}
          data-outcome={play.outcome}
        >
          {play.bulletin === null ? (
            <b>{play.title}</b>
          ) : (
            <Link to={paths.bulletin} params={{ bulletin: play.bulletin }}>
              {play.title}
            </Link>
          )}
          <span className="small">
            {time(play.at)}: {play.class === 'normal' ? '' : `${t(`classes.${play.class}`).toLowerCase()}, `}
            {play.sentence ?? t(`timetable.outcomes.${play.outcome}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function RemoveSlot({ slot, unit }: { slot: Slot; unit: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeSlot(unit, slot.slot),
    onSuccess: async () => {
      setOpen(false);
      await client.invalidateQueries({ queryKey: ['timetable'] });
    },
  });
  return (
    <>
      <Button
        variant="subtle"
        size="compact-md"
        justify="flex-start"
        px={0}
        leftSection={<IconTrash size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('act.remove')} <span className="unseen">{slot.title}</span>
      </Button>
      <Sheet opened={open} onClose={() => setOpen(false)} title={t('timetable.remove')}>
        <div className="stack">
          <p>{t('timetable.removeHelp', { title: slot.title })}</p>
          <ErrorNote error={remove.error} />
          <HoldButton
            label={t('timetable.remove')}
            icon={<IconTrash aria-hidden />}
            disabled={remove.isPending}
            onHeld={() => remove.mutate()}
          />
        </div>
      </Sheet>
    </>
  );
}
