import { Button } from '@mantine/core';
import type { TemplateContent } from '@nguon/protocol/http/templates.ts';
import { blankFaults, previewTemplate } from '@nguon/protocol/template.ts';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { Note } from '../../ui/notes.tsx';
import { useTerms } from './useTerms.ts';
import { BlankField, goOn } from './BlankField.tsx';

interface Props {
  content: TemplateContent;
  /** By which it is approved beforehand, if it is. */
  standing: StandingView | null;
  onTake: (values: Record<string, string>) => void;
  onBack: () => void;
}

/** The blanks of a template one below the other, with the sentence that they make; faults are told once words are asked for. */
export function BlankForm({ content, standing, onTake, onBack }: Props) {
  const terms = useTerms();
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState(false);
  const faults = blankFaults(content, values);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('[data-blank] :is(input, button)');
    // Only where there is something to type: a keyboard would hide the choices.
    if (first instanceof HTMLInputElement) first.focus();
  }, []);
  const take = (): void => {
    setAsked(true);
    if (faults.size === 0) onTake(values);
  };
  const typed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    // Behind the last blank the key does what it always does: it sends the form.
    if (goOn(event.target)) event.preventDefault();
  };
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onKeyDown={typed}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      {standing && (
        <Note kind="done">
          <p>{terms(standing)}.</p>
          <p>{t('standing.outside')}</p>
        </Note>
      )}
      {content.note !== '' && <Note>{content.note}</Note>}
      {content.blanks.map((blank) => (
        <BlankField
          key={blank.name}
          blank={blank}
          value={values[blank.name] ?? ''}
          fault={asked || (values[blank.name] ?? '') !== '' ? faults.get(blank.name) : undefined}
          onChange={(value) => setValues((before) => ({ ...before, [blank.name]: value }))}
        />
      ))}
      <section className="stack-tight" aria-live="polite">
        <h3>{t('template.preview')}</h3>
        <p className="reading">{previewTemplate(content, values)}</p>
      </section>
      <Button type="submit">{t('template.take')}</Button>
      <Button variant="subtle" onClick={onBack}>
        {t('template.back')}
      </Button>
    </form>
  );
}
