import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart } from '../../address.ts';
import { ApiFailure } from '../../api-call.ts';
import { mediaUrl, readRequest } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { PrintLinks } from '../../ui/PrintLinks.tsx';
import { useTime } from '../../ui/useTime.ts';
import { PlaylistPlayer, type Track } from '../../ui/PlaylistPlayer.tsx';
import { WaveformPlayer } from '../../ui/WaveformPlayer.tsx';
import { ClassWord, StateWord } from '../../ui/words.tsx';
import { Decision } from './Decision.tsx';
import { Conflicts, RequestFacts, Steps } from './RequestFacts.tsx';
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
  const listening = useListening(view.id, lengths);
  const foot = view.state === 'waiting' ? <Decision view={view} listening={listening} /> : undefined;
  return (
    <Page title={view.request.screen.title} aside={<RequestWords view={view} />} foot={foot}>
      <p className="soft">
        {view.unitName}. {t('request.by', { author: view.authorName, when: moment(view.submittedAt) })}
      </p>
      <Outcome view={view} />
      <div className={styles['columns']}>
        <div className="stack">
          {view.sounds.length > 0 &&
            (view.request.parts ? (
              <Programme view={view} listening={listening} />
            ) : (
              <Sounds view={view} listening={listening} />
            ))}
          <section className="sheet stack" aria-labelledby="noi-dung-ban-tin">
            <h2 id="noi-dung-ban-tin">{t('request.text')}</h2>
            <Picture view={view} />
            <p className="reading" lang={view.sounds[0]?.language}>
              {view.request.screen.text}
            </p>
            <PartTexts view={view} />
          </section>
        </div>
        <div className="stack">
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

/** What boards and pages will show beside the words, with what is told to those who do not see it. */
function Picture({ view }: { view: RequestView }) {
  const { picture } = view.request.screen;
  if (!picture) return null;
  return (
    <figure className={styles['picture']}>
      <img src={mediaUrl(picture.sha256)} alt={picture.alternative} />
      <figcaption className="soft small">{picture.alternative}</figcaption>
    </figure>
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
        <p>{t('request.returned', { reason: view.returnReason })}</p>
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

/** The sounds; for whoever may approve each second counts, for everybody else they are there to be heard. */
function Sounds({ view, listening }: { view: RequestView; listening: ReturnType<typeof useListening> }) {
  const { t } = useTranslation();
  return (
    <section className="sheet stack" aria-labelledby="nghe">
      <h2 id="nghe">{view.mayApprove ? t('request.listen') : t('player.play')}</h2>
      {view.sounds.map((sound, index) => (
        <div key={sound.sha256} className="stack-tight">
          <WaveformPlayer
            src={mediaUrl(sound.mp3Sha256)}
            durationMs={sound.durationMs}
            peaks={sound.peaks}
            name={[view.request.screen.title, view.sounds.length > 1 ? sound.language : ''].filter(Boolean).join(', ')}
            {...(view.mayApprove && {
              onPlay: listening.onPlay,
              onHeard: (stretches, settled) => listening.onHeard(index, stretches, settled),
            })}
          />
          {sound.voice !== null && <p className="soft small">{sound.voice}</p>}
        </div>
      ))}
      {view.mayApprove && <HeardSoFar listening={listening} />}
      <ListeningTrouble error={listening.error} />
    </section>
  );
}

/** An edition, played through as one: one continuous listening. */
function Programme({ view, listening }: { view: RequestView; listening: ReturnType<typeof useListening> }) {
  const { t } = useTranslation();
  const names = (view.request.parts ?? []).flatMap(({ title, sounds }) => Array.from({ length: sounds }, () => title));
  const tracks = view.sounds.map(({ mp3Sha256, durationMs }, index): Track => {
    return { src: mediaUrl(mp3Sha256), durationMs, name: names[index] ?? '' };
  });
  return (
    <section className="sheet stack" aria-labelledby="nghe">
      <h2 id="nghe">{view.mayApprove ? t('request.listen') : t('player.play')}</h2>
      <PlaylistPlayer
        tracks={tracks}
        name={view.request.screen.title}
        {...(view.mayApprove && { onPlay: listening.onPlay, onHeard: listening.onHeard })}
      />
      {view.mayApprove && <HeardSoFar listening={listening} />}
      <ListeningTrouble error={listening.error} />
    </section>
  );
}

/** The words of each part of an edition. */
function PartTexts({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  return view.request.parts?.map(({ kind, title, text, readings }, index) => (
    // Parts have no identity but their place.
    <section key={index} className="stack-tight">
      <h3>
        {t(`edition.partKinds.${kind}`)}: {title}
        {readings > 1 && ` (${t('compose.readingsOf', { count: readings })})`}
      </h3>
      {text !== '' && <p className="reading">{text}</p>}
    </section>
  ));
}

function HeardSoFar({ listening: { totalMs, heardMs } }: { listening: ReturnType<typeof useListening> }) {
  const { t } = useTranslation();
  const share = totalMs === 0 ? 0 : Math.min(100, (heardMs / totalMs) * 100);
  return (
    <div className="stack-tight">
      <div className={styles['heard']} aria-hidden>
        <span style={{ width: `${share}%` }} />
      </div>
      <output className="small">
        {t('player.heard', { heard: Math.floor(heardMs / 1000), total: Math.round(totalMs / 1000) })}
      </output>
    </div>
  );
}

/** A report that did not arrive is made up by the next one; a refusal is shown as it is. */
function ListeningTrouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error instanceof ApiFailure && error.kind === 'network') return <Note>{t('request.reconnect')}</Note>;
  return <ErrorNote error={error} />;
}
