import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { type Blank, BlankKind, type Template } from '@nguon/protocol/http/templates.ts';
import { templateFault } from '@nguon/protocol/template.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTemplate, reviseTemplate } from '../../api-standing.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { blankNameOf, contentOf, EMPTY_TEMPLATE, withBlank, type TemplateDraft } from './template-draft.ts';
import styles from './templates.module.css';

interface Props {
  unit: string;
  /** Null: a new one. */
  template: Template | null;
  onSaved: (template: Template) => void;
}

/** Writing a template: its words, and the blanks in them with what each may hold. */
export function TemplateForm({ unit, template, onSaved }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const before = template?.content ?? null;
  const [draft, setDraft] = useState<TemplateDraft>(before ?? EMPTY_TEMPLATE);
  const [tried, setTried] = useState(false);
  const words = useRef<HTMLTextAreaElement>(null);
  const change = (changed: Partial<TemplateDraft>): void => setDraft((held) => ({ ...held, ...changed }));
  const content = contentOf(draft, before);
  const fault = useFault(content);
  const saving = useMutation({
    mutationFn: () =>
      template ? reviseTemplate(template.id, { seen: template.revision, content }) : createTemplate({ unit, content }),
    onSuccess: async (saved) => {
      await client.invalidateQueries();
      onSaved(saved);
    },
  });
  const put = (name: string): void => {
    change({ text: withBlank(draft.text, words.current?.selectionStart ?? draft.text.length, name) });
    words.current?.focus();
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fault === null) saving.mutate();
      }}
    >
      {template && <Note>{t('templates.voids')}</Note>}
      <TextInput
        label={t('templates.name')}
        maxLength={100}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('templates.headline')}
        maxLength={200}
        value={draft.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        ref={words}
        label={t('templates.words')}
        description={t('templates.wordsHelp')}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={4000}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Blanks blanks={draft.blanks} onChange={(blanks) => change({ blanks })} onPut={put} />
      <NumberInput
        size="lg"
        label={t('templates.longest')}
        min={10}
        max={600}
        allowDecimal={false}
        value={draft.longestSeconds}
        onChange={(value) => change({ longestSeconds: Number(value) })}
      />
      <TextInput
        label={t('templates.note')}
        maxLength={300}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <div role="status">{tried && fault !== null && <Note kind="error">{fault}</Note>}</div>
      <ErrorNote error={saving.error} />
      <Button type="submit" size="lg" loading={saving.isPending}>
        {t('templates.save')}
      </Button>
    </form>
  );
}

/** What is wrong with the template as it stands, in the language on screen; null when it may be saved. */
function useFault(content: ReturnType<typeof contentOf>): string | null {
  const { t, i18n } = useTranslation();
  const empty = (['name', 'title', 'text'] as const).find((member) => content[member] === '');
  if (empty)
    return `${t(empty === 'title' ? 'templates.headline' : empty === 'text' ? 'templates.words' : 'templates.name')}: ${t('template.faults.missing')}`;
  const [vi, en] = templateFault(content)?.split(' / ') ?? [];
  return (i18n.language === 'en' ? en : vi) ?? null;
}

function Blanks(props: {
  blanks: readonly Blank[];
  onChange: (blanks: Blank[]) => void;
  onPut: (name: string) => void;
}) {
  const { blanks, onChange, onPut } = props;
  const { t } = useTranslation();
  return (
    <fieldset className={styles['blanks']}>
      <legend>{t('templates.blanks')}</legend>
      {blanks.map((blank) => (
        <div key={blank.name} className="row apart">
          <span>
            <b>{`{${blank.name}}`}</b> {blank.label}{' '}
            <span className="soft small">{t(`templates.kinds.${blank.kind}`)}</span>
          </span>
          <span className="row">
            <Button size="compact-md" variant="default" onClick={() => onPut(blank.name)}>
              {t('templates.put', { name: blank.name })}
            </Button>
            <Button
              size="compact-md"
              variant="subtle"
              aria-label={t('templates.drop', { name: blank.name })}
              onClick={() => onChange(blanks.filter(({ name }) => name !== blank.name))}
            >
              {t('act.remove')}
            </Button>
          </span>
        </div>
      ))}
      <NewBlank
        onAdd={(blank) =>
          onChange([
            ...blanks,
            {
              ...blank,
              name: blankNameOf(
                blank.label,
                blanks.map(({ name }) => name),
              ),
            },
          ])
        }
      />
    </fieldset>
  );
}

function NewBlank({ onAdd }: { onAdd: (blank: Omit<Blank, 'name'>) => void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState('');
  const [kind, setKind] = useState<Blank['kind']>('text');
  const [choices, setChoices] = useState('');
  const add = (): void => {
    const given =
      kind === 'choice'
        ? choices
            .split(';')
            .map((each) => each.trim())
            .filter((each) => each !== '')
        : [];
    onAdd({ label: label.trim(), kind, choices: given });
    setLabel('');
    setChoices('');
  };
  return (
    <div className="stack-tight">
      <TextInput
        label={t('templates.label')}
        maxLength={100}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('templates.kind')}
        value={kind}
        data={BlankKind.options.map((each) => ({ value: each, label: t(`templates.kinds.${each}`) }))}
        onChange={(event) => setKind(BlankKind.parse(event.currentTarget.value))}
      />
      {kind === 'choice' && (
        <TextInput
          label={t('templates.choices')}
          value={choices}
          onChange={(event) => setChoices(event.currentTarget.value)}
        />
      )}
      <Button variant="default" style={{ alignSelf: 'flex-start' }} disabled={label.trim() === ''} onClick={add}>
        {t('templates.addBlank')}
      </Button>
    </div>
  );
}
