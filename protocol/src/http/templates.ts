import { z } from 'zod';
import { BulletinClass, Id, Instant, LocalTime, Sha256 } from '../primitives.ts';
import { Genre } from './bulletins.ts';

/** What may be written into a blank; what else is in it is refused. */
export const BlankKind = z.enum(['text', 'number', 'date', 'hour', 'place', 'person', 'phone', 'choice']);

/** chỗ trống: a place in a template's words that the officer fills. */
export const Blank = z.strictObject({
  /** As it stands in the words, in braces: `{noi-mat}`. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
  /** What the officer is asked: "Mất ở đâu?" */
  label: z.string().trim().min(1).max(100),
  kind: BlankKind,
  /** Of a choice alone. */
  choices: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
});
export type Blank = z.infer<typeof Blank>;

/** Everything that a template says. Two revisions that say the same are one. */
export const TemplateContent = z.strictObject({
  v: z.literal(1),
  name: z.string().trim().min(1).max(100),
  /** When it may be used: "Chỉ dùng khi gia đình đề nghị." */
  note: z.string().trim().max(300).default(''),
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(4000),
  blanks: z.array(Blank).max(20),
  /** Blanks by which it ends of itself: a day, and the hour where one is said. */
  ends: z.strictObject({ date: z.string(), hour: z.string().nullable() }).nullable().default(null),
  topic: z.string().nullable().default(null),
  class: BulletinClass.exclude(['emergency']).default('normal'),
  genre: Genre.default('notice'),
  times: z.enum(['now', 'next-slot']).default('next-slot'),
  readings: z.int().min(1).max(3).default(2),
  longestSeconds: z.int().min(10).max(600).default(120),
  /** It is broadcast only between these hours; null: whenever bulletins are. */
  hours: z.strictObject({ from: LocalTime, to: LocalTime }).nullable().default(null),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

/** A template in use. `unit` null: one that every house has. */
export const Template = z.object({
  id: Id,
  unit: Id.nullable(),
  unitName: z.string().nullable(),
  revision: Sha256,
  content: TemplateContent,
  updatedAt: Instant,
  mayEdit: z.boolean(),
});
export type Template = z.infer<typeof Template>;

export const TemplateList = z.object({ items: z.array(Template) });
export const TemplateBody = z.object({ unit: Id, content: TemplateContent });
export const TemplateRevisionBody = z.object({ seen: Sha256, content: TemplateContent });
