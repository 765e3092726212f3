import { Button } from '@mantine/core';
import type { SpokenForm, SpokenFormChange } from '@nguon/protocol/http/speech.ts';
import { spokenFormText } from '@nguon/protocol/spoken-form.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makeSpokenForm, normaliseText } from '../../api.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { formPieces, snippet, TARGET_SECONDS } from './spoken-form.ts';
import styles from './spoken-form.module.css';

interface Props {
  text: string;
  /** Whose readings are used for the length. */
  unit: string;
  onUse: (text: string) => void;
  onClose: () => void;
}

/** An official text before and after, each change with its reason and a switch of its own. */
export function SpokenFormChoice({ unit, text, onUse, onClose }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const found = useQuery({
    queryKey: ['spoken-form', text],
    queryFn: () => makeSpokenForm(text),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Whoever pressed the button goes on reading here, also without eyes.
  useEffect(() => title.current?.focus(), []);
  return (
    <section className={styles['choice']} aria-labelledby={heading}>
      <h3 id={heading} ref={title} tabIndex={-1}>
        {t('spokenForm.title')}
      </h3>
      {found.error && <ErrorNote error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Coming lines={3} />}
      {found.data && <Choice unit={unit} form={found.data} onUse={onUse} onClose={onClose} />}
    </section>
  );
}

function Choice({ unit, form, onUse, onClose }: { form: SpokenForm } & Omit<Props, 'text'>) {
  const { t } = useTranslation();
  const preview = useId();
  const { original, changes, notes } = form;
  const [accepted, setAccepted] = useState(
    () => new Set(changes.flatMap(({ optional }, index) => (optional ? [] : [index]))),
  );
  const text = spokenFormText(original, changes, (_, index) => accepted.has(index));
  const turn = (index: number): void =>
    setAccepted(
      (before) => new Set(before.has(index) ? [...before].filter((one) => one !== index) : [...before, index]),
    );
  return (
    <>
      <Seconds form={form} text={text} unit={unit} />
      {changes.length === 0 && <p>{t('spokenForm.none')}</p>}
      <h4 id={preview}>{t('spokenForm.preview')}</h4>
      {/* Reachable by keyboard, for it scrolls. */}
      <div className={styles['preview']} role="region" aria-labelledby={preview} tabIndex={0}>
        {formPieces(original, changes, accepted).map((piece, index) =>
          // Pieces have no identity but their place.
          piece.kind === 'kept' ? (
            piece.text
          ) : piece.kind === 'out' ? (
            <del key={index}>{piece.text}</del>
          ) : (
            <ins key={index}>{piece.text}</ins>
          ),
        )}
      </div>
      {changes.length > 0 && <Changes changes={changes} accepted={accepted} onTurn={turn} />}
      {notes.length > 0 && (
        <>
          <h4>{t('spokenForm.notes')}</h4>
          <ul className={styles['notes']}>
            {notes.map(({ from, to, why }) => (
              <li key={from}>
                {why} <q>{snippet(original.slice(from, to), 70)}</q>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles['acts']}>
        <Button disabled={accepted.size === 0} onClick={() => onUse(text)}>
          {t('spokenForm.use')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('spokenForm.close')}
        </Button>
      </div>
    </>
  );
}

function Changes(props: {
  changes: readonly SpokenFormChange[];
  accepted: ReadonlySet<number>;
  onTurn: (index: number) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles['changes']}>
      <legend>{t('spokenForm.changes')}</legend>
      <p className="soft small">{t('spokenForm.changesHelp')}</p>
      {props.changes.map((change, index) => (
        <label key={change.from} className={styles['change']}>
          <input type="checkbox" checked={props.accepted.has(index)} onChange={() => props.onTurn(index)} />
          <span>
            <strong>{t(`spokenForm.kinds.${change.kind}`)}</strong>
            {change.optional && ` (${t('spokenForm.optional')})`}
            <span className={styles['pair']}>
              <del>{snippet(change.original)}</del> →{' '}
              {change.replacement.trim() === '' ? t('spokenForm.nothing') : <ins>{snippet(change.replacement)}</ins>}
            </span>
            <small>{change.why}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** How long it lasts before and after, as it stands chosen, and how long it should. */
function Seconds({ form, text, unit }: { form: SpokenForm; text: string; unit: string }) {
  const { t } = useTranslation();
  const { length } = useTime();
  const said = useQuery({
    queryKey: ['spoken', unit, text],
    queryFn: () => normaliseText(text, unit),
    enabled: text !== '' && text !== form.text,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const after = text === form.text ? form.seconds.after : (said.data?.seconds ?? form.seconds.after);
  const { before } = form.seconds;
  const verdict =
    after.normal > TARGET_SECONDS.most
      ? 'spokenForm.stillLong'
      : after.normal >= TARGET_SECONDS.least
        ? 'spokenForm.within'
        : null;
  return (
    <p aria-live="polite">
      {t('spokenForm.seconds', {
        before: length(before.normal * 1000),
        beforeSlow: length(before.slow * 1000),
        after: length(after.normal * 1000),
        afterSlow: length(after.slow * 1000),
      })}{' '}
      {t('spokenForm.target')} {verdict && t(verdict)}
    </p>
  );
}
