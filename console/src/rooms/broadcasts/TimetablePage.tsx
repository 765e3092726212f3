import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart, useWords } from '../../address.ts';
import { readTimetable } from '../../api.ts';
import { paths } from '../../paths.ts';
import { unitsOf, useMe } from '../../session.ts';
import { addDays, dayOf, spokenClock, writtenDate } from '../../time.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PlacePicker } from '../../ui/PlacePicker.tsx';
import { PrintLinks } from '../../ui/PrintLinks.tsx';
import { useTime } from '../../ui/useTime.ts';
import { AddSlot } from './AddSlot.tsx';
import { DayColumn } from './DayColumn.tsx';
import { EveningCard } from './EveningCard.tsx';
import styles from './timetable.module.css';

const WEEK = 7;

/** Khung giờ phát thanh of one's own unit; whoever has several chooses one. */
export function MyTimetable(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const units = unitsOf(me.grants);
  if (units.length === 1 && units[0]) return <Navigate to={paths.timetable} params={{ unit: units[0].id }} replace />;
  return (
    <Page title={t('nav.timetable')} width="narrow">
      <p>{t('timetable.noGrant')}</p>
      <ChooseUnit />
    </Page>
  );
}

/** A way to any unit that this person looks after. */
function ChooseUnit({ onChosen }: { onChosen?: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const go = (unit: string): void => {
    onChosen?.();
    void navigate({ to: paths.timetable, params: { unit } });
  };
  return (
    <div className={`sheet ${styles['choose']}`}>
      <PlacePicker
        single
        label={t('places.choose')}
        roots={unitsOf(me.grants)}
        chosen={[]}
        onChange={([place]) => place && go(place.id)}
      />
    </div>
  );
}

/** The week of a unit: its slots, what will play in them, who loses. */
export function TimetableOfUnit(): ReactNode {
  const { t } = useTranslation();
  const { now, tongue } = useTime();
  const unit = usePart('unit');
  const { from = dayOf(now) } = useWords('from');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const found = useQuery({
    queryKey: ['timetable', unit, from],
    queryFn: () => readTimetable(unit, { from, days: WEEK }),
    refetchInterval: 30_000,
  });
  const timetable = found.data;
  const foot = timetable?.mayEdit && (
    <FootButtons>
      <Button variant="default" aria-pressed={removing} onClick={() => setRemoving(!removing)}>
        {removing ? t('timetable.removeDone') : t('timetable.remove')}
      </Button>
      <Button data-main onClick={() => setAdding(true)}>
        {t('timetable.add')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('nav.timetable')} width="wide" aside={<WeekSteps unit={unit} from={from} />} foot={foot}>
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {!timetable && !found.error && <Coming />}
      {timetable && (
        <>
          <div className="row apart">
            <div className="row">
              <b>{timetable.unitName}</b>
              <Button variant="subtle" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
                {t('places.change')}
              </Button>
            </div>
            <p className="soft small">
              {t('timetable.quiet', {
                from: spokenClock(timetable.quietHours.from, tongue),
                to: spokenClock(timetable.quietHours.to, tongue),
              })}
            </p>
          </div>
          {from === dayOf(now) && <EveningCard unit={unit} name={timetable.unitName} />}
          {choosing && <ChooseUnit onChosen={() => setChoosing(false)} />}
          {timetable.days.every((day) => day.slots.length === 0 && day.plays.length === 0) && (
            <p>{t('timetable.nothing', { unit: timetable.unitName })}</p>
          )}
          <div className={styles['days']}>
            {timetable.days.map((day) => (
              <DayColumn key={day.date} day={day} unit={unit} removing={timetable.mayEdit && removing} />
            ))}
          </div>
          <Printing unit={unit} from={from} />
          <AddSlot unit={unit} opened={adding} onClose={() => setAdding(false)} />
        </>
      )}
    </Page>
  );
}

/** lịch phát thanh to hang up: of the week on screen, and of its month. */
function Printing({ unit, from }: { unit: string; from: string }) {
  const { t } = useTranslation();
  const path = `timetables/${unit}`;
  const papers = [
    { label: t('books.papers.week'), path, query: { from, span: 'week', size: 'a4' } },
    { label: t('books.papers.weekLarge'), path, query: { from, span: 'week', size: 'a3' } },
    { label: t('books.papers.month'), path, query: { from, span: 'month', size: 'a4' } },
  ];
  return (
    <div className="sheet">
      <PrintLinks papers={papers} />
    </div>
  );
}

function WeekSteps({ unit, from }: { unit: string; from: string }) {
  const { t } = useTranslation();
  const { now } = useTime();
  const navigate = useNavigate();
  const go = (day: string): void => {
    const search = day === dayOf(now) ? {} : { from: day };
    void navigate({ to: paths.timetable, params: { unit }, search });
  };
  return (
    <div className={styles['week']}>
      <Button variant="default" px="sm" aria-label={t('timetable.previous')} onClick={() => go(addDays(from, -WEEK))}>
        <IconChevronLeft aria-hidden />
      </Button>
      <span className="numbers">
        {t('timetable.week', { from: shortDate(from), to: shortDate(addDays(from, WEEK - 1)) })}
      </span>
      <Button variant="default" px="sm" aria-label={t('timetable.next')} onClick={() => go(addDays(from, WEEK))}>
        <IconChevronRight aria-hidden />
      </Button>
      {from !== dayOf(now) && (
        <Button variant="subtle" onClick={() => go(dayOf(now))}>
          {t('timetable.today')}
        </Button>
      )}
    </div>
  );
}

function shortDate(date: string): string {
  return writtenDate(date).slice(0, 5);
}
