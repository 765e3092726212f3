import { Button, Textarea } from '@mantine/core';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import { IconPencil, IconRotate2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePart } from '../../address.ts';
import { dropBulletin, mediaUrl, readBulletin, recallBulletin } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PrintLinks } from '../../ui/PrintLinks.tsx';
import { useTime } from '../../ui/useTime.ts';
import { ClassWord } from '../../ui/words.tsx';
import { MissedPart } from '../broadcasts/MissedPart.tsx';
import { Orders } from '../broadcasts/Orders.tsx';
import { BulletinCountdown } from './BulletinCountdown.tsx';
import { BulletinStateWord } from './BulletinStateWord.tsx';
import styles from './compose.module.css';
import { CorrectButton } from './correction/CorrectButton.tsx';
import { ShareBulletin } from './share/ShareBulletin.tsx';
import { RequestWay } from '../requests/RequestWay.tsx';
import { ReturnedPart } from '../requests/ReturnedPart.tsx';
import { PrivacySheet } from './privacy/PrivacySheet.tsx';
import { OneSound } from './SoundPart.tsx';

const LOOK_AGAIN_MS = 5_000;

/** Bản tin: what it says and sounds like, and how far it has reached. */
export function BulletinPage(): ReactNode {
  const { t } = useTranslation();
  const id = usePart('bulletin');
  const found = useQuery({
    queryKey: ['bulletin', id],
    queryFn: () => readBulletin(id),
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (!found.data) {
    return (
      <Page title={t('nav.bulletins')}>
        {found.error ? <ErrorNote error={found.error} again={() => void found.refetch()} /> : <Coming />}
      </Page>
    );
  }
  return <Opened bulletin={found.data} />;
}

function Opened({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const me = useMe();
  return (
    <Page
      title={bulletin.title}
      aside={
        <div className="row">
          <ClassWord of={bulletin.class} />
          <BulletinStateWord state={bulletin.state} />
        </div>
      }
      foot={<Acts bulletin={bulletin} />}
    >
      <p className="soft">
        {bulletin.unitName}. {t('bulletins.line', { author: bulletin.authorName, when: moment(bulletin.updatedAt) })}
      </p>
      {bulletin.state === 'returned' && <ReturnedPart bulletin={bulletin.id} />}
      {bulletin.state !== 'draft' && <RequestWay bulletin={bulletin.id} waiting={bulletin.state === 'submitted'} />}
      <Corrections bulletin={bulletin} />
      {bulletin.mayEdit && (bulletin.state === 'draft' || bulletin.state === 'returned') && (
        <BulletinCountdown place={bulletin.unit} content={bulletin} sounds={bulletin.sounds} />
      )}
      {bulletin.state === 'ordered' && (
        <div className="row">
          <ShareBulletin bulletin={bulletin} />
        </div>
      )}
      <div className={styles['columns']}>
        <div className="stack">
          {bulletin.state === 'ordered' && may(me, 'write') && <MissedPart bulletin={bulletin.id} />}
          <Orders bulletin={bulletin.id} />
          {bulletin.state === 'ordered' && <HangUp id={bulletin.id} />}
        </div>
        <div className="stack">
          <PrivacySheet bulletin={bulletin.id} revision={bulletin.revision} />
          <section className="sheet stack">
            <h2>{t('bulletins.sound')}</h2>
            {bulletin.sounds.length === 0 && <p className="soft">{t('bulletins.noSound')}</p>}
            {bulletin.sounds.map((sound) => (
              <OneSound key={sound.id} sound={sound} />
            ))}
          </section>
          <section className="sheet stack">
            <h2>{t('bulletins.text')}</h2>
            {bulletin.picture && (
              <img
                src={mediaUrl(bulletin.picture.sha256)}
                alt={bulletin.picture.alternative}
                style={{ maxWidth: '100%', borderRadius: 10 }}
              />
            )}
            <p className="prose" lang={bulletin.language}>
              {bulletin.text}
            </p>
            <p className="soft small">
              {[
                t(`genres.${bulletin.genre}`),
                t(`origins.${bulletin.origin}`),
                ...bulletin.contributors.map(({ part, name }) => `${t(`parts.${part}`)}: ${name}`),
              ].join(' · ')}
            </p>
          </section>
        </div>
      </div>
    </Page>
  );
}

/** What this puts right, and what puts this right. */
function Corrections({ bulletin: { corrects, corrections } }: { bulletin: Bulletin }) {
  const { t } = useTranslation();
  const named = [
    ...(corrects ? [{ word: t('correction.of'), ...corrects }] : []),
    ...corrections.map((one) => ({ word: t('correction.by'), ...one })),
  ];
  return named.map(({ word, id, title }) => (
    <p key={id}>
      {word}{' '}
      <Link to={paths.bulletin} params={{ bulletin: id }}>
        {title}
      </Link>
    </p>
  ));
}

/** bản tin dán bảng, for those who read standing before a board. */
function HangUp({ id }: { id: string }) {
  const { t } = useTranslation();
  const path = `bulletins/${id}`;
  const papers = [
    { label: t('books.papers.sheet'), path, query: { size: 'a4' } },
    { label: t('books.papers.sheetLarge'), path, query: { size: 'a3' } },
  ];
  return (
    <div className="sheet">
      <PrintLinks papers={papers} />
    </div>
  );
}

function Acts({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [recalling, setRecalling] = useState(false);
  const drop = useMutation({
    mutationFn: () => dropBulletin(bulletin.id),
    onSuccess: async () => {
      await navigate({ to: paths.bulletins });
      await client.invalidateQueries();
    },
  });
  const mayDrop = bulletin.mayEdit && (bulletin.state === 'draft' || bulletin.state === 'returned');
  const mayRecall = bulletin.state === 'ordered' && may(me, 'stop');
  const mayCorrect =
    bulletin.kind === 'bulletin' && ['ordered', 'recalled', 'expired'].includes(bulletin.state) && may(me, 'write');
  if (!bulletin.mayEdit && !mayRecall && !mayCorrect) return null;
  return (
    <>
      <ErrorNote error={drop.error} />
      <FootButtons>
        {mayDrop && <HoldButton label={t('bulletins.drop')} disabled={drop.isPending} onHeld={() => drop.mutate()} />}
        {mayRecall && (
          <Button variant="default" leftSection={<IconRotate2 aria-hidden />} onClick={() => setRecalling(true)}>
            {t('bulletins.recall')}
          </Button>
        )}
        {mayCorrect && <CorrectButton bulletin={bulletin.id} />}
        {bulletin.mayEdit && (
          <Button
            data-main
            leftSection={<IconPencil aria-hidden />}
            onClick={() => void navigate({ to: paths.revise, params: { bulletin: bulletin.id } })}
          >
            {bulletin.state === 'draft' ? t('bulletins.again') : t('bulletins.revise')}
          </Button>
        )}
      </FootButtons>
      <Recall id={bulletin.id} opened={recalling} onClose={() => setRecalling(false)} />
    </>
  );
}

function Recall({ id, opened, onClose }: { id: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { time } = useTime();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const recall = useMutation({
    mutationFn: () => recallBulletin(id, reason.trim()),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <Sheet opened={opened} onClose={onClose} title={t('bulletins.recall')}>
      <div className="stack">
        {recall.data ? (
          <Note kind="done">{t('bulletins.recalled', { at: time(recall.data.at) })}</Note>
        ) : (
          <>
            <p>{t('bulletins.recallHelp')}</p>
            <Textarea
              label={t('bulletins.reason')}
              maxLength={500}
              autosize
              minRows={2}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <ErrorNote error={recall.error} />
            <HoldButton
              label={t('bulletins.recall')}
              icon={<IconRotate2 aria-hidden />}
              disabled={recall.isPending}
              onHeld={() => recall.mutate()}
            />
          </>
        )}
      </div>
    </Sheet>
  );
}
