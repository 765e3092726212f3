import { Button, TextInput } from '@mantine/core';
import type { ImportResult, ImportView } from '@nguon/protocol/http/imports.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importPictureUrl } from '../../api.ts';
import { Note } from '../../ui/notes.tsx';
import { piecesOf, settleWord, type ReadText } from './import-words.ts';
import styles from './import.module.css';

const LONGEST_TEXT = 60_000;

/** What was read of a file: its pages where they were recognised, the text beside them, doubtful words one after another. */
export function ImportReading({
  view,
  result,
  onUse,
}: {
  view: ImportView;
  result: ImportResult;
  onUse: (text: string) => void;
}) {
  const { t } = useTranslation();
  const [read, setRead] = useState<ReadText>({ text: result.text, doubtful: result.doubtful });
  const [at, setAt] = useState(0);
  const current = read.doubtful[at];
  const settle = (said: string): void => {
    setRead(settleWord(read, at, said));
    // The next one has moved into this place; behind the last the first comes again.
    setAt(at >= read.doubtful.length - 1 ? 0 : at);
  };
  const go = (step: number): void =>
    setAt((before) => (before + step + read.doubtful.length) % Math.max(1, read.doubtful.length));
  return (
    <div className="stack">
      {result.converted && (
        <Note>{t('import.converted', { name: result.converted === 'vni' ? 'VNI' : '.VnTime (TCVN3)' })}</Note>
      )}
      {result.warnings.includes('no-list-numbers') && <Note>{t('import.noListNumbers')}</Note>}
      {read.text.length > LONGEST_TEXT && <Note>{t('import.long')}</Note>}
      {result.doubtful.length > 0 && (
        <p role="status">
          {read.doubtful.length > 0 ? t('import.doubts', { count: read.doubtful.length }) : t('import.noDoubts')}
        </p>
      )}
      {current && (
        <Doubt
          key={`${current.from}-${read.doubtful.length}`}
          word={read.text.slice(current.from, current.to)}
          onSettle={settle}
          onGo={go}
        />
      )}
      <div className={result.pages.length > 0 ? styles['beside'] : undefined}>
        {result.pages.length > 0 && <Pages view={view} result={result} current={current} />}
        <Words read={read} at={at} onChoose={setAt} />
      </div>
      <Button data-main onClick={() => onUse(read.text)}>
        {t('import.use')}
      </Button>
    </div>
  );
}

function Doubt({
  word,
  onSettle,
  onGo,
}: {
  word: string;
  onSettle: (said: string) => void;
  onGo: (step: number) => void;
}) {
  const { t } = useTranslation();
  const [said, setSaid] = useState(word);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
  }, []);
  return (
    <form
      className={styles['doubt']}
      onSubmit={(event) => {
        event.preventDefault();
        onSettle(said.trim());
      }}
    >
      <TextInput
        ref={field}
        label={t('import.doubt')}
        description={t('import.doubtHelp')}
        value={said}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setSaid(event.currentTarget.value)}
      />
      <div className="row">
        <Button type="submit" variant="default">
          {t('import.right')}
        </Button>
        <Button variant="default" onClick={() => onGo(-1)}>
          {t('import.back')}
        </Button>
        <Button variant="default" onClick={() => onGo(1)}>
          {t('import.skip')}
        </Button>
      </div>
    </form>
  );
}

/** The pages, with the place of the word that is being looked at. */
function Pages({
  view,
  result,
  current,
}: {
  view: ImportView;
  result: ImportResult;
  current: ReadText['doubtful'][number] | undefined;
}) {
  const { t } = useTranslation();
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // It returns a promise in newer browsers, which is no clean-up.
    place.current?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }, [current]);
  const percent = (share: number): string => `${share * 100}%`;
  return (
    <section className={styles['pages']} aria-label={t('import.title')} tabIndex={0}>
      {result.pages.map(({ number, width, height }, page) => (
        <div key={number} className={styles['page']}>
          <img
            src={importPictureUrl(view.id, number)}
            width={width}
            height={height}
            loading="lazy"
            alt={t('import.pageOf', { page: number + 1 })}
          />
          {current?.page === page && (
            <span
              ref={place}
              className={styles['place']}
              style={{
                left: percent(current.box[0]),
                top: percent(current.box[1]),
                width: percent(current.box[2]),
                height: percent(current.box[3]),
              }}
            />
          )}
        </div>
      ))}
    </section>
  );
}

function Words({ read, at, onChoose }: { read: ReadText; at: number; onChoose: (word: number) => void }) {
  const { t } = useTranslation();
  return (
    <section className={styles['words']} aria-label={t('import.text')} tabIndex={0}>
      {piecesOf(read).map((piece, index) =>
        piece.word === null ? (
          piece.text
        ) : (
          // Pieces have no identity but their place.
          <button
            key={index}
            type="button"
            className={styles['word']}
            aria-pressed={piece.word === at}
            onClick={() => onChoose(piece.word ?? 0)}
          >
            {piece.text}
          </button>
        ),
      )}
    </section>
  );
}
