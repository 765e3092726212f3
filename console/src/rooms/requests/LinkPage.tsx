import type { LinkedRequest, RequestView } from '@nguon/protocol/http/requests.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { openLink } from '../../api.ts';
import { setClock } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { readKey } from '../accounts/phone-key.ts';
import { linkWay } from './approving.ts';
import { Decision } from './Decision.tsx';
import { ListeningPart } from './ListeningPart.tsx';
import { CorrectionWords } from './CorrectionWords.tsx';
import { MakeUpWords } from './MakeUpWords.tsx';
import { TurnWords } from './TurnWords.tsx';
import { NotEnrolled } from './NotEnrolled.tsx';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestVoice } from './RequestVoice.tsx';
import { useLinkToken } from './useLinkToken.ts';
import { useListening } from './useListening.ts';
import { MeaningPart } from './MeaningPart.tsx';
import { WordsPart } from './WordsPart.tsx';

/** Duyệt from a personal link: hear it, read it, approve or return it by this phone's PIN. Nobody is signed in here. */
export function LinkPage(): ReactNode {
  const { t } = useTranslation();
  const token = useLinkToken();
  const opened = useQuery({
    queryKey: ['approval-link', token],
    queryFn: async () => {
      const linked = await openLink(token);
      setClock(Date.parse(linked.now));
      return linked;
    },
    enabled: token !== '',
    refetchInterval: 30_000,
  });
  if (opened.data) return <Linked key={token} token={token} linked={opened.data} />;
  return (
    <Page title={t('approving.linkTitle')} width="narrow">
      {token === '' ? <Note kind="error">{t('approving.linkMissing')}</Note> : <ErrorNote error={opened.error} />}
      {opened.isLoading && <Coming />}
    </Page>
  );
}

function Linked({ token, linked }: { token: string; linked: LinkedRequest }) {
  const { t } = useTranslation();
  const { view, person, personName } = linked;
  const client = useQueryClient();
  const way = useMemo(() => linkWay(token), [token]);
  const lengths = useMemo(() => view.sounds.map((sound) => sound.durationMs), [view.sounds]);
  const listening = useListening(way, lengths);
  const key = useQuery({
    queryKey: ['phone-key', person],
    queryFn: () => readKey(person).catch(() => null),
    staleTime: 0,
  });
  const onDecided = async (decided: RequestView): Promise<void> => {
    client.setQueryData(['approval-link', token], { ...linked, view: decided });
  };
  const foot =
    view.state === 'waiting' && view.mayApprove ? (
      <Decision {...{ view, listening, way, person, onDecided }} mustSign />
    ) : undefined;
  return (
    <Page title={view.request.screen.title} width="narrow" foot={foot}>
      <p className="soft">
        {view.unitName}. {t('approving.linkFor', { name: personName })}
      </p>
      <Outcome view={view} person={person} />
      <RequestVoice view={view} signedIn={false} />
      {view.state === 'waiting' && key.data === null && <NotEnrolled name={personName} />}
      <ListeningPart view={view} listening={listening} />
      <MeaningPart view={view} listening={listening} onConfirmed={null} />
      <WordsPart view={view} />
      <CorrectionWords view={view} />
      <MakeUpWords missedAt={view.missedAt} />
      {/* The link opens this one request alone. */}
      <TurnWords rotation={view.rotation && { ...view.rotation, others: [] }} />
      <RequestFacts view={view} />
    </Page>
  );
}

function Outcome({ view, person }: { view: RequestView; person: string }) {
  const { t } = useTranslation();
  if (view.state === 'approved') return <Note kind="done">{t('approving.done')}</Note>;
  if (view.state === 'returned') return <Note kind="done">{t('approving.returned')}</Note>;
  if (view.state !== 'waiting') return <Note>{t('approving.closed')}</Note>;
  if (view.steps.some(({ approval }) => approval?.approver === person)) {
    return <Note kind="done">{t('approving.doneStep')}</Note>;
  }
  return view.whyNot === null ? null : <Note>{view.whyNot}</Note>;
}
