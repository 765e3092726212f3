import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart } from '../../address.ts';
import {
  approveLinkedStanding,
  approveStanding,
  declineLinkedStanding,
  declineStanding,
  openStandingLink,
  readStanding,
} from '../../api-standing.ts';
import { setClock, useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { WithdrawStanding } from '../templates/WithdrawStanding.tsx';
import { useLinkToken } from './useLinkToken.ts';
import { StandingDecision, StandingFacts, type StandingWay } from './StandingDecision.tsx';

/** Duyệt sẵn, for a leader who is signed in. */
export function StandingPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const id = usePart('standing');
  const found = useQuery({ queryKey: ['standing', id], queryFn: () => readStanding(id) });
  const way = useMemo(
    (): StandingWay => ({
      approve: (signed) => approveStanding(id, signed),
      decline: (reason) => declineStanding(id, reason),
    }),
    [id],
  );
  if (!found.data) return <Opening title={t('standing.title')} error={found.error} />;
  const onAnswered = async (view: StandingView): Promise<void> => {
    client.setQueryData(['standing', id], view);
    await client.invalidateQueries();
  };
  return <Opened {...{ way, onAnswered }} view={found.data} person={me.id} signedIn />;
}

/** Duyệt sẵn from a personal link. Nobody is signed in here. */
export function StandingLinkPage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const token = useLinkToken();
  const opened = useQuery({
    queryKey: ['standing-link', token],
    queryFn: async () => {
      const linked = await openStandingLink(token);
      setClock(Date.parse(linked.now));
      return linked;
    },
    enabled: token !== '',
  });
  const way = useMemo(
    (): StandingWay => ({
      approve: async (signed) => (await approveLinkedStanding(token, signed)).view,
      decline: async (reason) => (await declineLinkedStanding(token, reason)).view,
    }),
    [token],
  );
  const linked = opened.data;
  if (token === '') return <Opening title={t('standing.link')} missing />;
  if (!linked) return <Opening title={t('standing.link')} error={opened.error} />;
  const onAnswered = async (view: StandingView): Promise<void> => {
    client.setQueryData(['standing-link', token], { ...linked, view });
  };
  return <Opened {...{ way, onAnswered }} view={linked.view} person={linked.person} signedIn={false} />;
}

function Opening({ title, error = null, missing = false }: { title: string; error?: unknown; missing?: boolean }) {
  const { t } = useTranslation();
  return (
    <Page title={title} width="narrow">
      {missing && <Note kind="error">{t('approving.linkMissing')}</Note>}
      {error ? <ErrorNote error={error} /> : !missing && <Coming />}
    </Page>
  );
}

function Opened(props: {
  view: StandingView;
  person: string;
  way: StandingWay;
  signedIn: boolean;
  onAnswered: (view: StandingView) => Promise<void>;
}) {
  const { view, person, way, signedIn, onAnswered } = props;
  const { t } = useTranslation();
  const foot = view.mayApprove ? <StandingDecision {...{ view, person, way, onAnswered }} /> : undefined;
  return (
    <Page title={view.content.name} width="narrow" foot={foot}>
      <p className="soft">{view.unitName}</p>
      {view.state === 'standing' && <Note kind="done">{t('standing.done')}</Note>}
      {view.state !== 'standing' && view.state !== 'asked' && <Note>{t('standing.closed')}</Note>}
      <StandingFacts view={view} />
      {signedIn && view.state === 'standing' && view.mayWithdraw && (
        <WithdrawStanding id={view.id} name={view.content.name} />
      )}
    </Page>
  );
}
