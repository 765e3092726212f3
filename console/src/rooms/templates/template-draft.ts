import type { Blank, TemplateContent } from '@nguon/protocol/http/templates.ts';

/** A template as it is being written. */
export type TemplateDraft = Pick<TemplateContent, 'name' | 'note' | 'title' | 'text' | 'blanks' | 'longestSeconds'>;

export const EMPTY_TEMPLATE: TemplateDraft = {
  name: '',
  note: '',
  title: '',
  text: '',
  blanks: [],
  longestSeconds: 120,
};

/** The name that a blank gets from its question: small letters without marks, joined by hyphens, told apart by a number. */
export function blankNameOf(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, 24)
    .replace(/-+$/, '');
  const base = plain === '' ? 'cho-trong' : plain;
  let name = base;
  for (let count = 2; taken.includes(name); count += 1) name = `${base}-${count}`;
  return name;
}

/** Words with a blank put in at a place, with a space around it where letters would touch. */
export function withBlank(words: string, at: number, name: string): string {
  const [before, after] = [words.slice(0, at), words.slice(at)];
  const left = before === '' || /\s$/.test(before) ? '' : ' ';
  const right = after === '' || /^[\s.,;:!?)]/.test(after) ? '' : ' ';
  return `${before}${left}{${name}}${right}${after}`;
}

/** What is sent: the draft over whatever else the template says already; ends that name a blank no longer there are dropped. */
export function contentOf(draft: TemplateDraft, before: TemplateContent | null): TemplateContent {
  const kindOf = (name: string): Blank['kind'] | undefined => draft.blanks.find((blank) => blank.name === name)?.kind;
  const ends = before?.ends ?? null;
  const stands = ends !== null && kindOf(ends.date) === 'date' && (ends.hour === null || kindOf(ends.hour) === 'hour');
  return {
    v: 1,
    topic: before?.topic ?? null,
    class: before?.class ?? 'normal',
    genre: before?.genre ?? 'notice',
    times: before?.times ?? 'next-slot',
    readings: before?.readings ?? 2,
    hours: before?.hours ?? null,
    ends: stands ? ends : null,
    ...draft,
    name: draft.name.trim(),
    note: draft.note.trim(),
    title: draft.title.trim(),
    text: draft.text.trim(),
  };
}
