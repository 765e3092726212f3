import { lazy, Suspense, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Inbox } from '@nguon/protocol/http/requests.ts';
import { IconChevronRight, IconClock, IconMapPin, IconChecks, IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { readInbox } from '../../api.ts';
import { paths } from '../../paths.ts';
import { grantsFor, may, unitsOf, useMe, useNow } from '../../session.ts';
import { minuteOfDay } from '../../time.ts';
import { Coming, EmptyNote, ErrorNote } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import { ClassWord, StateWord } from '../../ui/words.tsx';
import { UnitCountdown } from '../broadcasts/Countdown.tsx';
import { EveningCard } from '../broadcasts/EveningCard.tsx';
import { MissedPart } from '../broadcasts/MissedPart.tsx';
import { ReturnNote } from './ReturnNote.tsx';
import styles from './inbox.module.css';

/** Brings a player along, and is for leaders alone: not part of what everybody loads first. */
const FilledCard = lazy(() => import('./FilledCard.tsx').then((file) => ({ default: file.FilledCard })));

type Task = Inbox['tasks'][number];

/** Việc cần làm: what waits for this person, and the way to write something new. */
export function InboxPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const writes = may(me, 'write');
  const inbox = useQuery({ queryKey: ['inbox'], queryFn: readInbox, refetchInterval: 30_000 });
  const tasks = inbox.data?.tasks ?? [];
  const foot = writes && (
    <FootButtons>
      <Button
        data-main
        leftSection={<IconPencilPlus aria-hidden />}
        onClick={() => void navigate({ to: paths.compose })}
      >
        {t('inbox.compose')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('nav.inbox')} width="narrow" foot={foot}>
      {writes && <NextSlot />}
      {writes && <MissedPart />}
      <Evening />
      {may(me, 'lead') && (
        <Suspense>
          <FilledCard />
        </Suspense>
      )}
      <ErrorNote error={inbox.error} again={() => void inbox.refetch()} />
      {!inbox.data && !inbox.error && <Coming />}
      {inbox.data && tasks.length > 0 && <p className="soft">{t('inbox.lead', { count: tasks.length })}</p>}
      {inbox.data && tasks.length === 0 && (
        <EmptyNote
          icon={<IconChecks size={36} aria-hidden />}
          title={t('inbox.empty')}
          help={writes ? t('inbox.emptyWriter') : t('inbox.emptyOther')}
        />
      )}
      <ul className={styles['list']}>
        {inbox.data?.slots.map((slot) => (
          <li key={`${slot.unit} ${slot.at}`}>
            <SlotCard slot={slot} />
          </li>
        ))}
        {tasks.map((task) => (
          <li key={`${task.kind} ${task.id}`}>
            <TaskCard task={task} />
            {task.note && (
              <div className={styles['note']}>
                <ReturnNote {...task.note} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** What nobody has written yet: a minute, read twice, that one leader approves. */
const USUAL = { listenMs: 60_000, sessionMs: 121_000, stage: 'idea', approvals: 1, byCode: true } as const;

/** How long there is still time to bring something new into the next slot of one's commune. */
function NextSlot() {
  const me = useMe();
  const unit = grantsFor(me, 'write').find(({ role }) => role === 'commune-officer')?.unit;
  if (unit === undefined) return null;
  return <UnitCountdown unit={unit} {...USUAL} />;
}

/** What people will hear, from half past four on, for those who answer for a commune. */
const EVENING_FROM = 16 * 60 + 30;
const COMMUNE_ROLES: readonly string[] = ['commune-officer', 'commune-leader'];

function Evening() {
  const me = useMe();
  const now = useNow();
  if (minuteOfDay(now) < EVENING_FROM) return null;
  const units = unitsOf(me.grants.filter(({ role }) => COMMUNE_ROLES.includes(role)));
  return units.map(({ id, name }) => <EveningCard key={id} unit={id} name={name} />);
}

/** All that waits for one slot, as one card. */
function SlotCard({ slot: { unit, unitName, at, requests, listenMs } }: { slot: Inbox['slots'][number] }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const minutes = Math.max(1, Math.round(listenMs / 60_000));
  return (
    <Link to={paths.slot} search={{ unit, at }} className={styles['task']}>
      <div className="row">
        <StateWord tone="good">{t('inbox.kinds.approve')}</StateWord>
      </div>
      <h2>{t('slotApproval.card', { count: requests.length, minutes })}</h2>
      <p className="soft">
        {unitName}, {moment(at)}
      </p>
      <IconChevronRight className={styles['arrow']} aria-hidden />
    </Link>
  );
}

function TaskCard({ task }: { task: Task }) {
  const { t } = useTranslation();
  return (
    <Link {...linkTo(task)} className={styles['task']} data-class={task.class}>
      <div className="row">
        <StateWord tone={task.kind === 'approve' || task.kind === 'standing' ? 'good' : 'neutral'}>
          {t(`inbox.kinds.${task.kind}`)}
        </StateWord>
        <ClassWord of={task.class} />
      </div>
      <h2>{task.title}</h2>
      <div className={styles['where']}>
        {task.where !== '' && (
          <span>
            <IconMapPin size={16} aria-hidden /> {task.where}
          </span>
        )}
        {task.when !== '' && (
          <span>
            <IconClock size={16} aria-hidden /> {task.when}
          </span>
        )}
      </div>
      {task.sentence !== '' && <p className="said">{task.sentence}</p>}
      <IconChevronRight className={styles['arrow']} aria-hidden />
    </Link>
  );
}

function linkTo({ kind, id }: Task) {
  if (kind === 'approve') return { to: paths.request, params: { request: id } } as const;
  if (kind === 'standing') return { to: paths.standing, params: { standing: id } } as const;
  if (kind === 'device-silent') return { to: paths.devices, search: { device: id } } as const;
  return { to: paths.revise, params: { bulletin: id } } as const;
}
