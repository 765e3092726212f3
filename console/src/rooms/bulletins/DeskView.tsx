import { Button } from '@mantine/core';
import { IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { PlacePicker } from '../../ui/PlacePicker.tsx';
import { useTime } from '../../ui/useTime.ts';
import { BulletinCountdown } from './BulletinCountdown.tsx';
import { lacksPictureWords, type Draft } from './draft.ts';
import type { DraftKey } from './kept.ts';
import { ImportText } from './ImportText.tsx';
import { MorePart } from './MorePart.tsx';
import { CorrectionPart } from './correction/CorrectionPart.tsx';
import { PrivacyPart } from './privacy/PrivacyPart.tsx';
import { endOfSound } from './repeat-rules.ts';
import { SharedPart } from './SharedPart.tsx';
import { SoundPart } from './SoundPart.tsx';
import { TemplatePart } from '../templates/TemplatePart.tsx';
import { TextPart } from './TextPart.tsx';
import { hasFittingSound, lengthOf, useDesk, type Desk } from './useDesk.ts';
import { useFirstWords } from './useFirstWords.ts';
import { WhenPart } from './WhenPart.tsx';
import styles from './compose.module.css';

interface Props {
  draftKey: DraftKey;
  first: Draft;
  restored: boolean;
  onFresh?: () => void;
  children?: ReactNode;
}

/** The desk: what to say, which places, when; the rest under Thêm; Trình duyệt under the thumb. */
export function DeskView({ draftKey, first, restored, onFresh, children }: Props) {
  const { t } = useTranslation();
  const { time } = useTime();
  const desk = useDesk(draftKey, first);
  useFirstWords(desk, draftKey.of === 'new');
  const me = useMe();
  return (
    <Page title={draftKey.of === 'new' ? t('compose.title') : t('compose.revise')} foot={<Foot desk={desk} />}>
      {children}
      {restored && onFresh && (
        <Note>
          <p>{t('compose.restored', { at: time(first.touchedAt) })}</p>
          <Button variant="default" onClick={onFresh}>
            {t('compose.fresh')}
          </Button>
        </Note>
      )}
      <BulletinCountdown
        place={desk.draft.places[0]?.id ?? desk.draft.content.unit}
        content={desk.draft.content}
        sounds={desk.known?.sounds ?? []}
        pace={desk.draft.pace}
        readings={desk.draft.readings}
      />
      {draftKey.of === 'new' && <SharedPart desk={desk} />}
      <CorrectionPart desk={desk} />
      <div className={styles['columns']}>
        <Step number={1} title={t('compose.what')}>
          <ImportText desk={desk} />
          <TemplatePart desk={desk} />
          <TextPart desk={desk} />
          <PrivacyPart desk={desk} />
          <SoundPart desk={desk} />
        </Step>
        <div className={`stack ${styles['right']}`}>
          <Step number={2} title={t('compose.where')}>
            <PlacePicker
              label={t('compose.where')}
              roots={unitsOf(grantsFor(me, 'write'))}
              chosen={desk.draft.places}
              onChange={(places) => desk.change({ places })}
            />
          </Step>
          <Step number={3} title={t('compose.when')}>
            <WhenPart
              when={desk.draft.when}
              place={desk.draft.places[0]}
              neededMs={lengthOf(desk)}
              endsAt={endOf(desk.draft)}
              onChange={(when) => desk.change({ when, timed: true })}
              {...(!desk.draft.timed && { onPropose: (when) => desk.change({ when }) })}
            />
          </Step>
        </div>
        <MorePart desk={desk} />
      </div>
    </Page>
  );
}

/** When what is on the desk must have been heard; null: it does not end. */
function endOf({ lastDay, endsAt }: Draft): number | null {
  const end = endOfSound(lastDay, endsAt);
  return Number.isFinite(end) ? end : null;
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section className={`sheet ${styles['step']}`} aria-labelledby={`buoc-${number}`}>
      <h2 id={`buoc-${number}`}>
        <span className={styles['number']} aria-hidden>
          {number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Foot({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { time } = useTime();
  const { draft, saving, submitting } = desk;
  const missing = useMissing(desk);
  const empty = draft.content.text.trim() === '' && draft.content.title.trim() === '';
  return (
    <>
      <ErrorNote error={submitting.error ?? saving.error} />
      <div className="row apart small">
        <span>{missing.length > 0 ? t('compose.missing', { list: missing.join(', ') }) : t('compose.ready')}</span>
        {!empty && (
          <span className={styles['kept']}>
            {t(saving.isSuccess ? 'compose.saved' : 'compose.kept', { at: time(draft.touchedAt) })}
          </span>
        )}
      </div>
      <FootButtons>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy aria-hidden />}
          disabled={draft.content.title.trim() === '' || submitting.isPending}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('compose.keep')}
        </Button>
        <Button
          data-main
          leftSection={<IconSend aria-hidden />}
          disabled={missing.length > 0 || draft.content.class === 'emergency'}
          loading={submitting.isPending}
          onClick={() => submitting.mutate()}
        >
          {t('compose.submit')}
        </Button>
      </FootButtons>
    </>
  );
}

/** What is still to be filled in; sound is not among it where there are words: the machine can read them. */
function useMissing(desk: Desk): string[] {
  const { t } = useTranslation();
  const { draft } = desk;
  const speaks = draft.content.text.trim() !== '' || hasFittingSound(desk);
  // A recording that could not be levelled is not quietly replaced by the machine's voice.
  const sounds = desk.known?.sounds ?? [];
  const onlyFailed = sounds.length > 0 && sounds.every(({ state }) => state === 'failed');
  return [
    (!speaks || draft.content.title.trim() === '') && t('compose.missingText'),
    speaks && onlyFailed && t('compose.missingSound'),
    lacksPictureWords(draft) && t('picture.missing'),
    draft.places.length === 0 && t('compose.missingPlaces'),
    draft.when.kind === 'slots' && draft.when.starts.length === 0 && t('compose.missingTimes'),
  ].filter((part) => part !== false);
}
