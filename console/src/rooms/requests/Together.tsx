import { Button } from '@mantine/core';
import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../api-call.ts';
import { mediaUrl } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PlaylistPlayer, type Track } from '../../ui/PlaylistPlayer.tsx';
import { useTime } from '../../ui/useTime.ts';
import { readKey } from '../accounts/phone-key.ts';
import { PinSheet } from '../accounts/PinSheet.tsx';
import type { Way } from './approving.ts';
import { MakeUpWords } from './MakeUpWords.tsx';
import styles from './request.module.css';
import { isDecided, type Outcome, useSlotApproval } from './useSlotApproval.ts';

interface Props {
  views: RequestView[];
  /** Start of the slot. */
  at: string;
  /** Who hears and approves. */
  person: string;
  wayOf: (view: RequestView) => Way;
  /** The way takes nothing without this phone's signature. */
  mustSign: boolean;
  /** Above the player: whose link it is, say. */
  lead?: ReactNode;
  /** What else may be done with one of them; `giveBack` says that it was returned. */
  beside: (view: RequestView, outcome: Outcome | undefined, giveBack: (view: RequestView) => void) => ReactNode;
}

type Slot = ReturnType<typeof useSlotApproval>;

/** The requests of one slot: heard in one go, approved by one press and one PIN. */
export function Together({ views, at, person, wayOf, mustSign, lead, beside }: Props) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const slot = useSlotApproval(views, person, { wayOf, mustSign });
  const { outcomes, error } = slot;
  const title = t('slotApproval.title');
  const tracks = views.flatMap((view) =>
    view.sounds.map(({ mp3Sha256, durationMs }): Track => {
      return { src: mediaUrl(mp3Sha256), durationMs, name: view.request.screen.title };
    }),
  );
  const approved = views.filter(({ id }) => outcomes.get(id) === null).length;
  const isOpen = views.some(({ id }) => !isDecided(outcomes.get(id)));
  return (
    <Page title={title} width="narrow" foot={isOpen && <Foot {...{ views, slot, person, mustSign }} />}>
      {lead}
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
        <OneOfThem key={view.id} view={view} outcome={outcomes.get(view.id)}>
          {beside(view, outcomes.get(view.id), slot.giveBack)}
        </OneOfThem>
      ))}
    </Page>
  );
}

function OneOfThem(props: { view: RequestView; outcome: Outcome | undefined; children: ReactNode }) {
  const { view, outcome, children } = props;
  const { t } = useTranslation();
  return (
    <section className="sheet stack-tight">
      <h2>{view.request.screen.title}</h2>
      <p className="said">{view.request.screen.text}</p>
      <p className="soft small">{view.targetNames.join(', ')}</p>
      <MakeUpWords missedAt={view.missedAt} />
      {view.request.playThrough && <p>{t('playThrough.asked')}</p>}
      {outcome === null && <Note kind="done">{t('slotApproval.approved')}</Note>}
      {outcome === 'returned' && <Note kind="done">{t('approving.returned')}</Note>}
      {!isDecided(outcome) && <WhyNot {...{ view, outcome }} />}
      {children}
    </section>
  );
}

function WhyNot({ view, outcome }: { view: RequestView; outcome: Outcome | undefined }) {
  const { t } = useTranslation();
  const { tongue } = useTime();
  const refused = typeof outcome === 'object' ? outcome : null;
  const why = refused ? (refused.why ?? sentenceOf(refused.error, tongue)) : view.mayApprove ? null : view.whyNot;
  return why === null ? null : <Note>{t('slotApproval.notApproved', { why })}</Note>;
}

function Foot(props: { views: readonly RequestView[]; slot: Slot; person: string; mustSign: boolean }) {
  const { views, slot, person, mustSign } = props;
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { approving, missingMs } = slot;
  // An IndexedDB that does not open is a phone that is not enrolled.
  const key = useQuery({
    queryKey: ['phone-key', person],
    queryFn: () => readKey(person).catch(() => null),
    staleTime: 0,
  });
  const open = views.filter(({ id, mayApprove }) => mayApprove && !isDecided(slot.outcomes.get(id)));
  const signs = key.data != null && (mustSign || open.some(({ needsPhone }) => needsPhone));
  const missing = Math.ceil(missingMs / 1000);
  return (
    <>
      {!asking && <ErrorNote error={approving.error} />}
      <FootButtons>
        <Button
          data-main
          leftSection={missing > 0 ? undefined : <IconCheck aria-hidden />}
          disabled={missing > 0 || open.length === 0 || (mustSign && !signs)}
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
        act={async (pin) => key.data && approving.mutateAsync({ key: key.data, person, pin })}
      />
    </>
  );
}
