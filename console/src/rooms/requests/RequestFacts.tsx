import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../ui/useTime.ts';
import styles from './request.module.css';
import { steadWords } from './stead.ts';

/** Starts shown before "and so many more". */
const SHOWN = 6;

/** Where, when, how long, through what. */
export function RequestFacts({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const { moment, length } = useTime();
  const { request } = view;
  return (
    <section className="sheet">
      <dl className={styles['facts']}>
        <div>
          <dt>{t('request.where')}</dt>
          <dd>
            <ul className={styles['places']}>
              {view.targetNames.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>{t('request.when')}</dt>
          <dd>
            <WhenWords view={view} />
            <p className="soft small">
              {t('request.session', { length: length(view.sessionMs), count: request.readings })}
            </p>
            {request.playThrough && <p>{t('playThrough.asked')}</p>}
            <p className="soft small">{t('request.expires', { when: moment(request.expiresAt) })}</p>
          </dd>
        </div>
        <div>
          <dt>{t('request.channels')}</dt>
          <dd>{request.channels.map((channel) => t(`request.channel.${channel}`)).join(', ')}</dd>
        </div>
      </dl>
    </section>
  );
}

function WhenWords({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const { times } = view.request;
  if (times.kind === 'now') {
    return (
      <>
        <p>{t('request.whenNow')}</p>
        {view.state === 'waiting' && (
          <p className="soft small">{t('request.nowUntil', { when: moment(times.notAfter) })}</p>
        )}
      </>
    );
  }
  return (
    <ul className="stack-tight">
      {times.slots.slice(0, SHOWN).map((slot) => (
        <li key={slot.at}>{moment(slot.at)}</li>
      ))}
      {times.slots.length > SHOWN && (
        <li>
          <details>
            <summary>{t('orders.moreTimes', { count: times.slots.length - SHOWN })}</summary>
            <ul className="stack-tight">
              {times.slots.slice(SHOWN).map((slot) => (
                <li key={slot.at}>{moment(slot.at)}</li>
              ))}
            </ul>
          </details>
        </li>
      )}
    </ul>
  );
}

/** Who would wait or lose, and to whom, if this were approved. */
export function Conflicts({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  if (view.state !== 'waiting') return null;
  return (
    <section className="sheet stack-tight">
      <h2>{t('request.conflicts')}</h2>
      {view.conflicts.length === 0 && <p className="soft">{t('request.noConflicts')}</p>}
      <ul className="stack-tight">
        {view.conflicts.map(({ unitName, at, loser, winner }) => (
          <li key={`${unitName} ${at} ${loser}`}>
            {t('request.conflict', { at: moment(at), unit: unitName, loser, winner })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The steps of the route: done by whom, heard for how long, or waiting. */
export function Steps({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const { moment, length } = useTime();
  return (
    <section className="sheet stack-tight">
      <h2>{t('request.steps')}</h2>
      <ol className={styles['steps']}>
        {view.steps.map(({ step, name, approval }) => (
          <li key={step} data-done={approval ? true : undefined}>
            {approval ? <IconCircleCheck aria-hidden /> : <IconCircleDashed aria-hidden />}
            <div>
              {name}
              <p className="soft small">
                {approval
                  ? t(`ways.${approval.channel}`, {
                      name: approval.approverName,
                      when: moment(approval.at),
                      heard: length(approval.listenedMs),
                    })
                  : t('request.stepWaits')}
                {approval?.stead && `, ${steadWords(t, approval.stead)}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
