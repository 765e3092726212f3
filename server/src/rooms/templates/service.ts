import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson, sha256 } from '@nguon/protocol/canonical.ts';
import type {
  Template,
  TemplateBody,
  TemplateContent,
  TemplateList,
  TemplateRevisionBody,
} from '@nguon/protocol/http/templates.ts';
import { fillTemplate, templateFault, type Filled } from '@nguon/protocol/template.ts';
import { plainText } from '../../lib/plain-text.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise, mayAct } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { HOUSE_TEMPLATES } from './house.ts';
import { KEEPERS, READERS } from './policy.ts';
import * as store from './store.ts';

/** Templates that may be used in a unit. Throws Problem `forbidden` outside the person's units. */
export async function listTemplates(
  { db }: Pick<Platform, 'db'>,
  actor: Actor,
  unit: string,
): Promise<z.infer<typeof TemplateList>> {
  await authorise(db, actor, READERS, unit);
  const rows = await store.templatesFor(db, unit);
  const units = [...new Set(rows.flatMap((row) => row.unit ?? []))];
  const kept = new Set<string>();
  for (const one of units) if (await mayAct(db, actor, KEEPERS, one)) kept.add(one);
  return { items: rows.map((row) => present(row, row.unit !== null && kept.has(row.unit))) };
}

/** Makes a template of a unit. Throws Problem `forbidden`, `invalid-input` when its words and blanks do not match. */
export async function createTemplate(
  platform: Platform,
  actor: Actor,
  { unit, content }: z.output<typeof TemplateBody>,
): Promise<Template> {
  const id = randomUUID();
  return inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, KEEPERS, unit);
    const at = platform.clock.now();
    const revision = await revisionOf(id, content, actor.user, at);
    await store.insertTemplate(tx, unit, revision);
    await note(tx, actor, 'template.created', { id, unit }, { revision: revision.sha256 }, at);
    return kept(tx, id);
  });
}

/** Changes what a template says from now on. Throws Problem also `not-found` and, after somebody else's change, `conflict`. */
export async function reviseTemplate(
  platform: Platform,
  actor: Actor,
  id: string,
  { seen, content }: z.output<typeof TemplateRevisionBody>,
): Promise<Template> {
  return inTransaction(platform.db, async (tx) => {
    const { unit, revision: before } = await keepable(tx, actor, id);
    if (before !== seen) throw new Problem('conflict');
    const at = platform.clock.now();
    const revision = await revisionOf(id, content, actor.user, at);
    await store.reviseTemplate(tx, revision);
    await note(tx, actor, 'template.revised', { id, unit }, { revision: revision.sha256, seen }, at);
    if (revision.sha256 !== seen) await platform.jobs.enqueue(tx, CHANGED_QUEUE, { template: id, by: actor.user });
    return kept(tx, id);
  });
}

/** Puts a template away; what was filled from it stays as it is. Throws Problem `not-found`. */
export async function endTemplate(platform: Platform, actor: Actor, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const { unit } = await keepable(tx, actor, id);
    const at = platform.clock.now();
    await store.endTemplate(tx, id, at);
    await note(tx, actor, 'template.ended', { id, unit }, {}, at);
    await platform.jobs.enqueue(tx, CHANGED_QUEUE, { template: id, by: actor.user });
  });
}

/**
 * What a template says with these values, in a unit that may use it; null when it may not, never said so, or a value is wrong. For whoever must
 * be sure that words are those of a template.
 */
export async function filledTemplate(
  db: Db | Tx,
  template: { id: string; revision: string; values: Readonly<Record<string, string>> },
  unit: string,
): Promise<Filled | null> {
  const content = await store.contentOf(db, template, unit);
  return content && fillTemplate(content, template.values);
}

/** The queue that says that a template says something else, or was put away: data `{ template, by }`. */
export const CHANGED_QUEUE = 'templates.changed';

/** What a template says now, in a unit that may use it; null when it was put away or may not. */
export async function currentTemplate(
  db: Db | Tx,
  id: string,
  unit: string,
): Promise<{ revision: string; content: TemplateContent } | null> {
  return store.currentOf(db, id, unit);
}

/** Writes the templates that every house has, or what they say now. Runs at every start; where nothing is new it does nothing. */
export async function seedTemplates(tx: Tx, at: Date): Promise<void> {
  const known = await store.houseRevisions(tx);
  for (const { id, content } of HOUSE_TEMPLATES) {
    const revision = await revisionOf(id, content, null, at);
    const before = known.get(id);
    if (before === undefined) await store.insertTemplate(tx, null, revision);
    else if (before !== revision.sha256) await store.reviseTemplate(tx, revision);
  }
}

async function revisionOf(
  template: string,
  content: TemplateContent,
  editor: string | null,
  at: Date,
): Promise<store.NewRevision> {
  const plain = {
    ...content,
    name: plainText(content.name),
    title: plainText(content.title),
    text: plainText(content.text),
  };
  const fault = templateFault(plain);
  if (fault !== null) throw new Problem('invalid-input', { details: fault });
  const canonical = canonicalJson(plain);
  return { template, sha256: await sha256(canonical), canonical, editor, at };
}

/** A template of a unit that this person keeps, locked. Whoever may not is not told that it exists. */
async function keepable(tx: Tx, actor: Actor, id: string): Promise<{ unit: string; revision: string }> {
  const found = await store.lockTemplate(tx, id);
  if (!found || found.unit === null || !(await mayAct(tx, actor, KEEPERS, found.unit))) throw new Problem('not-found');
  return { unit: found.unit, revision: found.revision };
}

async function kept(tx: Tx, id: string): Promise<Template> {
  const row = await store.lockTemplate(tx, id);
  if (!row) throw new Problem('not-found');
  return present(row, true);
}

function present({ updatedAt, ...row }: store.TemplateRow, mayEdit: boolean): Template {
  return { ...row, updatedAt: updatedAt.toISOString(), mayEdit };
}

async function note(
  tx: Tx,
  actor: Actor,
  act: string,
  { id, unit }: { id: string; unit: string },
  details: Record<string, string>,
  at: Date,
): Promise<void> {
  const by = { id: actor.user, name: actor.name };
  await record(tx, { actor: by, act, subject: { kind: 'template', id }, unit, details }, at);
}
