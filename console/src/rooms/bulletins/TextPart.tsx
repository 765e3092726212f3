import { Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { errorSentence } from '@nguon/protocol/errors.ts';
import type { BulletinClass } from '@nguon/protocol/primitives.ts';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { normaliseText } from '../../api.ts';
import { Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './compose.module.css';
import { spokenPieces } from './spoken.ts';
import type { Desk } from './useDesk.ts';

const CLASSES: readonly BulletinClass[] = ['normal', 'priority', 'emergency'];

/** The words: as they are written, as they will be read, under a title, with how urgent they are. */
export function TextPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { content } = desk.draft;
  return (
    <>
      <div className={styles['beside']}>
        <Textarea
          label={t('compose.text')}
          description={t('compose.textHelp')}
          autosize
          minRows={6}
          maxRows={18}
          maxLength={60_000}
          value={content.text}
          onChange={(event) => desk.write({ text: event.currentTarget.value })}
        />
        <Spoken text={content.text} />
      </div>
      <TextInput
        label={t('compose.name')}
        description={t('compose.nameHelp')}
        maxLength={200}
        value={content.title}
        onChange={(event) => desk.write({ title: event.currentTarget.value })}
      />
      <ClassChoice desk={desk} />
    </>
  );
}

/** What the machine will read, beside what was written; changed words marked, doubtful ones more so. */
function Spoken({ text }: { text: string }) {
  const { t } = useTranslation();
  const { length } = useTime();
  const heading = useId();
  const [asked] = useDebouncedValue(text, 500);
  const said = useQuery({
    queryKey: ['spoken', asked],
    queryFn: () => normaliseText(asked),
    enabled: asked.trim() !== '',
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const shown = asked.trim() === '' ? undefined : said.data;
  const pieces = shown ? spokenPieces(asked, shown) : [];
  return (
    <section className="stack-tight" aria-labelledby={heading}>
      <h3 id={heading}>{t('compose.spoken')}</h3>
      {!shown && (
        <p className={`soft ${styles['spoken']}`}>{said.error ? t('compose.spokenWaits') : t('compose.spokenEmpty')}</p>
      )}
      {shown && (
        <>
          <p className={styles['spoken']}>
            {pieces.map((piece, index) =>
              piece.instead === null ? (
                piece.text
              ) : (
                // Pieces have no identity but their place.
                <mark key={index} data-risk={piece.atRisk || undefined} title={piece.instead}>
                  {piece.text}
                </mark>
              ),
            )}
          </p>
          <p className="soft small">
            {t('compose.spokenLength', {
              normal: length(shown.seconds.normal * 1000),
              slow: length(shown.seconds.slow * 1000),
            })}
            {pieces.some(({ instead }) => instead !== null) && ` ${t('compose.spokenMark')}`}
          </p>
        </>
      )}
    </section>
  );
}

function ClassChoice({ desk }: { desk: Desk }) {
  const { t, i18n } = useTranslation();
  const name = useId();
  const chosen = desk.draft.content.class;
  return (
    <>
      <fieldset className={`${styles['choices']} ${styles['three']}`}>
        <legend>{t('compose.class')}</legend>
        {CLASSES.map((each) => (
          <label key={each} className={styles['choice']} data-class={each}>
            <input type="radio" name={name} checked={chosen === each} onChange={() => desk.write({ class: each })} />
            {t(`classes.${each}`)}
          </label>
        ))}
      </fieldset>
      {chosen === 'emergency' && (
        <Note kind="emergency">{errorSentence('emergency-not-yet', i18n.language === 'en' ? 'en' : 'vi')}</Note>
      )}
    </>
  );
}
