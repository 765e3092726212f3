import { Button } from '@mantine/core';
import type { MissedBulletin } from '@nguon/protocol/http/broadcasts.ts';
import { IconRepeatOnce } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listMissed, makeUp } from '../../api.ts';
import { paths } from '../../paths.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { ClassWord } from '../../ui/words.tsx';
import styles from './orders.module.css';

const LOOK_AGAIN_MS = 60_000;

/** Thôn chưa nghe: what villages missed, each to be asked for once more by one press. Nothing where nobody missed anything. */
export function MissedPart({ bulletin }: { bulletin?: string }) {
  const missed = useQuery({
    queryKey: ['missed', bulletin ?? 'all'],
    queryFn: () => listMissed(bulletin),
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <>
      <ErrorNote error={missed.error} again={() => void missed.refetch()} />
      {missed.data?.items.map((item) => (
        <OneMissed key={item.bulletin} item={item} titled={bulletin === undefined} />
      ))}
    </>
  );
}

function OneMissed({ item, titled }: { item: MissedBulletin; titled: boolean }) {
  const { t } = useTranslation();
  const { villages, sentence } = item;
  return (
    <section className="sheet stack" aria-label={t('missed.title')}>
      {titled && (
        <div className="stack-tight">
          <ClassWord of={item.class} />
          <h2>
            <Link to={paths.bulletin} params={{ bulletin: item.bulletin }}>
              {item.title}
            </Link>
          </h2>
        </div>
      )}
      <p className="said">{sentence}</p>
      <details>
        <summary>{t('missed.villages', { count: villages.length })}</summary>
        <ul className={styles['villages']}>
          {villages.map(({ village, name, communeName, sentence: why }) => (
            <li key={village} className={styles['village']}>
              <div>
                {name}, {communeName}
                <p className="soft small">{why}</p>
              </div>
            </li>
          ))}
        </ul>
      </details>
      <AskAgain item={item} />
    </section>
  );
}

/** The press itself, or why there is none. */
function AskAgain({ item: { bulletin, villages, next, whyNot, waiting } }: { item: MissedBulletin }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: (at: string) => makeUp(bulletin, at),
    onSettled: () => client.invalidateQueries(),
  });
  if (waiting !== null) {
    return (
      <p>
        {t('missed.waiting')}{' '}
        <Link to={paths.request} params={{ request: waiting }}>
          {t('missed.open')}
        </Link>
      </p>
    );
  }
  if (next === null) return <p className="soft">{whyNot}</p>;
  return (
    <div className="stack-tight">
      <ErrorNote error={ask.error} />
      <LeftOut villages={villages} next={next} />
      <Button
        leftSection={<IconRepeatOnce aria-hidden />}
        loading={ask.isPending}
        onClick={() => ask.mutate(next)}
        style={{ alignSelf: 'start' }}
      >
        {t('missed.ask', { when: moment(next) })}
      </Button>
      <p className="soft small">{t('missed.askHelp')}</p>
    </div>
  );
}

/** Villages that do not hear the session that is offered, by name, and why. Nothing where all of them do. */
function LeftOut({ villages, next }: Pick<MissedBulletin, 'villages'> & { next: string }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const left = villages.filter((village) => village.left !== null);
  if (left.length === 0) return null;
  const isOneCommune = new Set(villages.map(({ communeName }) => communeName)).size === 1;
  const namesOf = (why: 'full' | 'no-slot'): string =>
    left
      .filter((village) => village.left === why)
      .map(({ name, communeName }) => (isOneCommune ? name : `${name} (${communeName})`))
      .join(', ');
  const [full, none] = [namesOf('full'), namesOf('no-slot')];
  return (
    <Note>
      {full !== '' && <p>{t('missed.full', { when: moment(next), names: full })}</p>}
      {none !== '' && <p>{t('missed.noSlot', { when: moment(next), names: none })}</p>}
      <p>{t('missed.later', { count: left.length })}</p>
    </Note>
  );
}
