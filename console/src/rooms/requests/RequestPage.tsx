import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart } from '../../address.ts';
import { readRequest } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { PrintLinks } from '../../ui/PrintLinks.tsx';
import { useTime } from '../../ui/useTime.ts';
import { ClassWord, StateWord } from '../../ui/words.tsx';
import { Countdown } from '../broadcasts/Countdown.tsx';
import { screenWay } from './approving.ts';
import { AskApprover } from './AskApprover.tsx';
import { ByTemplate } from './ByTemplate.tsx';
import { Decision } from './Decision.tsx';
import { ListeningPart } from './ListeningPart.tsx';
import { MeaningPart } from './MeaningPart.tsx';
import { NotMine } from './NotMine.tsx';
import { WordsPart } from './WordsPart.tsx';
import { CorrectionWords } from './CorrectionWords.tsx';
import { MakeUpWords } from './MakeUpWords.tsx';
import { TurnWords } from './TurnWords.tsx';
import { Conflicts, RequestFacts, Steps } from './RequestFacts.tsx';
import { ReturnNote } from './ReturnNote.tsx';
import { RequestPrivacy } from './RequestPrivacy.tsx';
import { RequestVoice } from './RequestVoice.tsx';
import styles from './request.module.css';
import { useListening } from './useListening.ts';

/** Duyệt: what will be heard, where and when; hearing it comes before approving. */
export function RequestPage(): ReactNode {
  const { t } = useTranslation();
  const request = usePart('request');
  const found = useQuery({
    queryKey: ['request', request],
    queryFn: () => readRequest(request),
    refetchInterval: 30_000,
  });
  if (!found.data) {
    return (
      <Page title={t('request.title')} width="narrow">
        {found.error ? <ErrorNote error={found.error} again={() => void found.refetch()} /> : <Coming />}
      </Page>
    );
  }
  return <Opened key={found.data.id} view={found.data} />;
}

function Opened({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const lengths = useMemo(() => view.sounds.map((sound) => sound.durationMs), [view.sounds]);
  const me = useMe();
  const client = useQueryClient();
  const way = useMemo(() => screenWay(view.id), [view.id]);
  const listening = useListening(way, lengths);
  const onDecided = async (decided: RequestView): Promise<void> => {
    client.setQueryData(['request', view.id], decided);
    await client.invalidateQueries();
  };
  const asks = view.state === 'waiting' && !view.mayApprove && may(me, 'write');
  const foot =
    view.state !== 'waiting' ? undefined : view.mayApprove ? (
      <Decision {...{ view, listening, way, onDecided }} person={me.id} mustSign={false} />
    ) : (
      <NotMine view={view} onDecided={onDecided} />
    );
  return (
    <Page title={view.request.screen.title} aside={<RequestWords view={view} />} foot={foot}>
      <p className="soft">
        {view.unitName}. {t('request.by', { author: view.authorName, when: moment(view.submittedAt) })}
      </p>
      <Outcome view={view} />
      <RequestVoice view={view} signedIn />
      {asks && <TimeLeft view={view} />}
      {asks && <AskApprover view={view} onDecided={onDecided} />}
      <div className={styles['columns']}>
        <div className="stack">
          <ListeningPart view={view} listening={listening} />
          {view.standing && <ByTemplate {...{ view, listening, onDecided }} offer={view.standing} />}
          <MeaningPart view={view} listening={listening} onConfirmed={onDecided} />
          <WordsPart view={view} />
        </div>
        <div className="stack">
          <RequestPrivacy view={view} />
          <CorrectionWords view={view} />
          <MakeUpWords missedAt={view.missedAt} />
          <TurnWords rotation={view.rotation} />
          <RequestFacts view={view} />
          <Conflicts view={view} />
          <Steps view={view} />
          <div className="sheet">
            <PrintLinks papers={[{ label: t('books.papers.request'), path: `requests/${view.id}` }]} />
          </div>
        </div>
      </div>
    </Page>
  );
}

/** How long an approval still brings it to the first of its slots. */
function TimeLeft({ view }: { view: RequestView }) {
  const { times } = view.request;
  if (times.kind === 'now') return null;
  const slots = times.slots.map(({ at, until }) => {
    return { at: Date.parse(at), until: Date.parse(until), freeMs: Number.POSITIVE_INFINITY };
  });
  const waiting = view.steps.filter(({ approval }) => approval === null).length;
  return (
    <Countdown
      slots={slots}
      sessionMs={view.sessionMs}
      listenMs={view.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0)}
      stage="waiting"
      approvals={waiting}
      byCode={view.request.class === 'normal' && view.steps.length === 1}
    />
  );
}

function RequestWords({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  return (
    <div className="row">
      <ClassWord of={view.request.class} />
      <StateWord tone={view.state === 'approved' ? 'good' : 'neutral'}>{t(`requestStates.${view.state}`)}</StateWord>
    </div>
  );
}

function Outcome({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const me = useMe();
  const bulletin = view.request.revision.bulletin;
  if (view.state === 'approved') {
    return (
      <Note kind="done">
        <p>{t('request.approvedNow')}</p>
        <Link to={paths.bulletin} params={{ bulletin }}>
          {t('request.follow')}
        </Link>
      </Note>
    );
  }
  if (view.state === 'returned' && view.returnReason !== null) {
    return (
      <Note>
        <p>
          {view.returnReason === '' ? t('voiceNote.returned') : t('request.returned', { reason: view.returnReason })}
        </p>
        {view.returnNoteMs != null && <ReturnNote request={view.id} durationMs={view.returnNoteMs} />}
        <Link to={paths.revise} params={{ bulletin }}>
          {t('request.revise')}
        </Link>
      </Note>
    );
  }
  if (view.state === 'waiting' && view.steps.some(({ approval }) => approval?.approver === me.id)) {
    return <Note kind="done">{t('request.approvedStep')}</Note>;
  }
  return null;
}
