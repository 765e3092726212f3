import { Button } from '@mantine/core';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { sentenceOf } from '../../api-call.ts';
import { mediaUrl, readInbox, readRequest } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PlaylistPlayer, type Track } from '../../ui/PlaylistPlayer.tsx';
import { useTime } from '../../ui/useTime.ts';
import { readKey } from '../accounts/phone-key.ts';
import { PinSheet } from '../accounts/PinSheet.tsx';
import { MakeUpWords } from './MakeUpWords.tsx';
import styles from './request.module.css';
import { type Outcome, useSlotApproval } from './useSlotApproval.ts';

/** Duyệt cả buổi: all that waits for one slot, heard in one go and approved by one press. */
export function SlotPage(): ReactNode {
  const { t } = useTranslation();
  const { unit, at } = useWords('unit', 'at');
  // Asked once: what is approved leaves the inbox and must not leave this screen.
  const found = useQuery({
    queryKey: ['slot-requests', unit, at],
    queryFn: async () => {
      const slot = (await readInbox()).slots.find((one) => one.unit === unit && one.at === at);
      return Promise.all((slot?.requests ?? []).map(readRequest));
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  const title = t('slotApproval.title');
  if (!found.data || found.data.length === 0) {
    return (
      <Page title={title} width="narrow">
        {found.data ? <Note>{t('slotApproval.none')}</Note> : !found.error && <Coming />}
        <ErrorNote error={found.error} again={() => void found.refetch()} />
        {found.data && <Link to={paths.inbox}>{t('nav.inbox')}</Link>}
      </Page>
    );
  }
  return <Together title={title} views={found.data} at={at ?? ''} />;
}

function Together({ title, views, at }: { title: string; views: RequestView[]; at: string }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const me = useMe();
  const slot = useSlotApproval(views, me.id);
  const { outcomes, error } = slot;
  const tracks = views.flatMap((view) =>
    view.sounds.map(({ mp3Sha256, durationMs }): Track => {
      return { src: mediaUrl(mp3Sha256), durationMs, name: view.request.screen.title };
    }),
  );
  const approved = views.filter(({ id }) => outcomes.get(id) === null).length;
  return (
    <Page title={title} width="narrow" foot={approved < views.length && <Foot views={views} slot={slot} />}>
      <p className="soft">
        {views[0]?.unitName}. {t('slotApproval.slot', { when: moment(at), count: views.length })}
      </p>
      {approved > 0 && <Note kind="done">{t('slotApproval.done', { count: approved, of: views.length })}</Note>}
      {tracks.length > 0 && (
        <section className="sheet stack" aria-labelledby="nghe">
          <h2 id="nghe">{t('request.listen')}</h2>
          <PlaylistPlayer tracks={tracks} name={title} onPlay={slot.onPlay} onHeard={slot.onHeard} />
          <ErrorNote error={error} />
        </section>
      )}
      {views.map((view) => (
        <OneOfThem key={view.id} view={view} outcome={outcomes.get(view.id)} />
      ))}
    </Page>
  );
}

function OneOfThem({ view, outcome }: { view: RequestView; outcome: Outcome | undefined }) {
  const { t } = useTranslation();
  const { tongue } = useTime();
  const why = outcome ? (outcome.why ?? sentenceOf(outcome.error, tongue)) : view.mayApprove ? null : view.whyNot;
  return (
    <section className="sheet stack-tight">
      <h2>{view.request.screen.title}</h2>
      <p className="said">{view.request.screen.text}</p>
      <p className="soft small">{view.targetNames.join(', ')}</p>
      <MakeUpWords missedAt={view.missedAt} />
      {outcome === null && <Note kind="done">{t('slotApproval.approved')}</Note>}
      {outcome !== null && why !== null && <Note>{t('slotApproval.notApproved', { why })}</Note>}
      <Link to={paths.request} params={{ request: view.id }}>
        {t('slotApproval.open')}
      </Link>
    </section>
  );
}

function Foot({ views, slot }: { views: readonly RequestView[]; slot: ReturnType<typeof useSlotApproval> }) {
  const { t } = useTranslation();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const { approving, missingMs } = slot;
  // An IndexedDB that does not open is a phone that is not enrolled.
  const key = useQuery({
    queryKey: ['phone-key', me.id],
    queryFn: () => readKey(me.id).catch(() => null),
    staleTime: 0,
  });
  const open = views.filter(({ id, mayApprove }) => mayApprove && slot.outcomes.get(id) !== null);
  const signs = key.data != null && open.some(({ needsPhone }) => needsPhone);
  const missing = Math.ceil(missingMs / 1000);
  return (
    <>
      {!asking && <ErrorNote error={approving.error} />}
      <FootButtons>
        <Button
          data-main
          leftSection={missing > 0 ? undefined : <IconCheck aria-hidden />}
          disabled={missing > 0 || open.length === 0}
          loading={approving.isPending && !asking}
          onClick={() => (signs ? setAsking(true) : approving.mutate(null))}
        >
          <span>
            {t('slotApproval.approve', { count: open.length })}
            {missing > 0 && (
              <span className={styles['missing']}>{t('request.approveMissing', { seconds: missing })}</span>
            )}
          </span>
        </Button>
      </FootButtons>
      <PinSheet
        title={t('approving.pinTitle')}
        opened={asking}
        onClose={() => setAsking(false)}
        act={async (pin) => key.data && approving.mutateAsync({ key: key.data, person: me.id, pin })}
      />
    </>
  );
}
