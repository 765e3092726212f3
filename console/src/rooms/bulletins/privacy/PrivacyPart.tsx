import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { PrivacyCheckBody, type PrivacyCheck } from '@nguon/protocol/http/privacy.ts';
import { IconShieldHalf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { checkPrivacy, readBulletinPrivacy } from '../../../api.ts';
import { BASE_PATH, paths } from '../../../paths.ts';
import { CopyField } from '../../../ui/CopyField.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { isSaved } from '../draft.ts';
import type { Desk } from '../useDesk.ts';
import { Findings, Justifications } from './Findings.tsx';
import { markedPieces } from './marks.ts';
import styles from './privacy.module.css';
import { READING_AGAIN_MS } from './reading.ts';

/** What the text tells of private people, while it is being written; nothing where it tells of nobody. */
export function PrivacyPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const heading = useId();
  const [shown, setShown] = useState<'neutral' | 'second' | null>(null);
  const { title, text, picture } = desk.draft.content;
  const found = useFound({ title, text, picture: picture?.alternative ?? '', shown: picture?.sha256 ?? null });
  const settled = useSettled(desk);
  if (!found) return null;
  if (found.findings.length === 0)
    return found.reading ? (
      <p className="soft small" role="status">
        {t('privacy.reading')}
      </p>
    ) : null;
  if (settled) {
    return (
      <section className={styles['panel']} aria-label={t('privacy.title')}>
        <p>{t('privacy.settled')}</p>
        <Justifications justifications={settled.justifications} />
      </section>
    );
  }
  return (
    <section className={styles['panel']} aria-labelledby={heading}>
      <h3 id={heading}>
        <IconShieldHalf aria-hidden /> {t('privacy.title')}
      </h3>
      <p>{t('privacy.lead')}</p>
      <Findings findings={found.findings} />
      <div className="row">
        {found.neutral && (
          <Button variant="default" onClick={() => setShown('neutral')}>
            {t('privacy.neutral')}
          </Button>
        )}
        {found.findings.some(({ part }) => part === 'letters') && (
          <Button variant="default" onClick={() => desk.write({ picture: null })}>
            {t('privacy.dropPicture')}
          </Button>
        )}
        <Button variant="default" onClick={() => setShown('second')}>
          {t('privacy.second')}
        </Button>
      </div>
      <Sheet
        wide
        title={t('privacy.neutralTitle')}
        opened={shown === 'neutral' && found.neutral !== null}
        onClose={() => setShown(null)}
      >
        <Neutral desk={desk} found={found} onDone={() => setShown(null)} />
      </Sheet>
      <Sheet title={t('privacy.secondTitle')} opened={shown === 'second'} onClose={() => setShown(null)}>
        <SecondPerson desk={desk} />
      </Sheet>
    </section>
  );
}

function useFound(told: z.output<typeof PrivacyCheckBody>): PrivacyCheck | undefined {
  const [asked] = useDebouncedValue(JSON.stringify(told), 700);
  const found = useQuery({
    queryKey: ['privacy', asked],
    queryFn: async () => checkPrivacy(PrivacyCheckBody.parse(JSON.parse(asked))),
    refetchInterval: ({ state }) => (state.data?.reading ? READING_AGAIN_MS : false),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return told.title === '' && told.text === '' && told.shown === null ? undefined : found.data;
}

/** What a second person said of exactly what stands on the desk. */
function useSettled({ draft, known }: Desk) {
  const id = draft.saved?.bulletin ?? '';
  const state = useQuery({
    queryKey: ['bulletin', id, 'privacy', draft.saved?.revision],
    queryFn: () => readBulletinPrivacy(id),
    enabled: id !== '',
  });
  const applies = isSaved(draft, known) && state.data?.revision === draft.saved?.revision;
  return applies && state.data?.settled && state.data.justifications.length > 0 ? state.data : null;
}

/** Before and after, side by side; nothing changes until it is chosen. */
function Neutral({ desk, found, onDone }: { desk: Desk; found: PrivacyCheck; onDone: () => void }) {
  const { t } = useTranslation();
  const { neutral } = found;
  if (!neutral) return null;
  const { content } = desk.draft;
  const inText = found.findings.filter(({ part }) => part === 'text');
  const replace = (): void => {
    const { picture } = content;
    desk.write({
      text: neutral.text,
      ...(found.findings.some(({ part }) => part === 'title') && { title: neutral.title }),
      ...(picture && { picture: { ...picture, alternative: neutral.picture } }),
    });
    onDone();
  };
  return (
    <div className="stack">
      <div className={styles['beside']}>
        <section>
          <h3>{t('privacy.before')}</h3>
          <p className="prose">
            {markedPieces(content.text.normalize('NFC'), inText).map((piece, index) =>
              // Pieces have no identity but their place.
              piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text,
            )}
          </p>
        </section>
        <section>
          <h3>{t('privacy.after')}</h3>
          <p className="prose">{neutral.text}</p>
        </section>
      </div>
      <Button onClick={replace}>{t('privacy.replace')}</Button>
    </div>
  );
}

function SecondPerson({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const id = desk.draft.saved?.bulletin;
  const address = id && location.origin + BASE_PATH + paths.bulletin.replace('$bulletin', id);
  return (
    <div className="stack">
      <p>{t('privacy.secondHelp')}</p>
      {address && isSaved(desk.draft, desk.known) ? (
        <CopyField label={t('privacy.secondLink')} text={address} />
      ) : (
        <p>{t('privacy.secondFirst')}</p>
      )}
    </div>
  );
}
