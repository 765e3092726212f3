import { Button } from '@mantine/core';
import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { IconShare } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listStandingApprovers, makeStandingLink } from '../../api-standing.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
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
          <SendLink id={view.id} approver={person.user} />
        </div>
      ))}
    </>
  );
}

function SendLink({ id, approver }: { id: string; approver: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const making = useMutation({
    mutationFn: () => makeStandingLink(id, approver),
    onSuccess: async (link) => {
      setText(link.text);
      // The share sheet of a phone; where there is none, or it was closed, the text is there to be copied.
      await navigator.share?.({ text: link.text }).catch(() => undefined);
    },
  });
  return (
    <>
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconShare aria-hidden />}
        loading={making.isPending}
        onClick={() => making.mutate()}
      >
        {t('asking.share')}
      </Button>
      <ErrorNote error={making.error} />
      {text !== null && <CopyField label={t('asking.text')} text={text} />}
    </>
  );
}
