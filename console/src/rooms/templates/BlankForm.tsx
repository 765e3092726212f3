import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Blank, TemplateContent } from '@nguon/protocol/http/templates.ts';
import { blankFaults, previewTemplate, type BlankFault } from '@nguon/protocol/template.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { Note } from '../../ui/notes.tsx';
import { useTerms } from './useTerms.ts';

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
  const take = (): void => {
    setAsked(true);
    if (faults.size === 0) onTake(values);
  };
  return (
    <form
      className="stack"
      noValidate
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
        <Field
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

interface FieldProps {
  blank: Blank;
  value: string;
  fault: BlankFault | undefined;
  onChange: (value: string) => void;
}

/** The keyboard that a phone shows for each kind of blank. */
const KEYBOARDS = {
  number: { inputMode: 'numeric' },
  phone: { type: 'tel', inputMode: 'tel' },
  date: { type: 'date' },
  hour: { type: 'time' },
  text: {},
  place: {},
  person: { autoCapitalize: 'words' },
} as const;

function Field({ blank, value, fault, onChange }: FieldProps) {
  const { t } = useTranslation();
  const common = {
    label: blank.label,
    value,
    size: 'lg' as const,
    error: fault && t(`template.faults.${fault}`),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (blank.kind === 'choice') return <NativeSelect {...common} data={['', ...blank.choices]} />;
  return <TextInput {...common} {...KEYBOARDS[blank.kind]} />;
}
