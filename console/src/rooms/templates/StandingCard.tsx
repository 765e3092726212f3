import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listStandingApprovers, makeStandingLink } from '../../api-standing.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { SendLink } from '../../ui/SendLink.tsx';
import { useTime } from '../../ui/useTime.ts';
import { StateWord } from '../../ui/words.tsx';
import { useTerms } from './useTerms.ts';
import { WithdrawStanding } from './WithdrawStanding.tsx';

/** One standing approval of a template: its terms, how it stands, and what this person may do about it. */
export function StandingCard({ view }: { view: StandingView }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const me = useMe();
  const terms = useTerms();
  return (
    <article className="stack-tight">
      <div>
        <StateWord tone={view.state === 'standing' ? 'good' : 'neutral'}>
          {t(`standing.states.${view.state}`)}
        </StateWord>
      </div>
      <p>{terms(view)}</p>
      <p className="soft small">{t('standing.where', { places: view.placeNames.join(', ') })}</p>
      <p className="soft small">
        {view.approverName === null
          ? t('standing.askedBy', { name: view.askedByName, when: moment(view.askedAt) })
          : t('standing.by', { name: view.approverName })}
      </p>
      {view.declineReason !== null && <p>{t('standing.declined', { reason: view.declineReason })}</p>}
      {view.mayApprove && (
        <Link to={paths.standing} params={{ standing: view.id }}>
          {t('standing.approve')}
        </Link>
      )}
      {view.state === 'asked' && !view.mayApprove && may(me, 'write') && <SendLinks view={view} />}
      {view.mayWithdraw && <WithdrawStanding id={view.id} name={view.content.name} asked={view.state === 'asked'} />}
    </article>
  );
}

/** The leaders to whom a link may be sent, as for a request. */
function SendLinks({ view }: { view: StandingView }) {
  const { t } = useTranslation();
  const people = useQuery({
    queryKey: ['standing-approvers', view.id],
    queryFn: () => listStandingApprovers(view.id),
    retry: false,
  });
  return (
    <>
      <ErrorNote error={people.error} />
      {people.data?.length === 0 && <p>{t('asking.nobody')}</p>}
      {people.data?.map((person) => (
        <div key={person.user} className="stack-tight">
          <b>{person.name}</b>
          {!person.hasPhone && <p className="soft small">{t('asking.noPhone')}</p>}
          <SendLink make={() => makeStandingLink(view.id, person.user)} />
        </div>
      ))}
    </>
  );
}
