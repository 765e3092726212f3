import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../ui/useTime.ts';
import styles from './compose.module.css';
import { ReadingSheet } from './ReadingSheet.tsx';
import { type SpokenPiece, spokenPieces } from './spoken.ts';
import { useSpoken } from './useSpoken.ts';

/** What the machine will read, beside what was written; changed words marked, doubtful ones to be heard and corrected. */
export function Spoken({ unit, text }: { unit: string; text: string }) {
  const { t } = useTranslation();
  const { length } = useTime();
  const heading = useId();
  const [opened, open] = useState<{ written: string; spoken: string } | null>(null);
  const { asked, shown, error } = useSpoken(unit, text);
  const pieces = shown ? spokenPieces(asked, shown) : [];
  return (
    <section className="stack-tight" aria-labelledby={heading}>
      <h3 id={heading}>{t('compose.spoken')}</h3>
      {!shown && (
        <p className={`soft ${styles['spoken']}`}>{error ? t('compose.spokenWaits') : t('compose.spokenEmpty')}</p>
      )}
      {shown && (
        <>
          <p className={styles['spoken']}>
            {pieces.map((piece, index) => (
              // Pieces have no identity but their place.
              <Piece key={index} piece={piece} onOpen={open} />
            ))}
          </p>
          <p className="soft small">
            {t('compose.spokenLength', {
              normal: length(shown.seconds.normal * 1000),
              slow: length(shown.seconds.slow * 1000),
            })}
            {pieces.some(({ instead, heard }) => instead !== null || heard) && ` ${t('compose.spokenMark')}`}
          </p>
        </>
      )}
      {opened && <ReadingSheet key={opened.written} unit={unit} {...opened} onClose={() => open(null)} />}
    </section>
  );
}

interface PieceProps {
  piece: SpokenPiece;
  onOpen: (word: { written: string; spoken: string }) => void;
}

function Piece({ piece: { text, instead, atRisk, heard }, onOpen }: PieceProps) {
  const { t } = useTranslation();
  if (heard !== undefined) {
    return (
      <button
        type="button"
        className={styles['heard']}
        data-risk={atRisk || undefined}
        aria-label={`${text}. ${t('reading.open', { written: heard })}`}
        title={instead ?? undefined}
        onClick={() => onOpen({ written: heard, spoken: text })}
      >
        {text}
      </button>
    );
  }
  return instead === null ? text : <mark title={instead}>{text}</mark>;
}
