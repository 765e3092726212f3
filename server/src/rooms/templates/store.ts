import { sql } from 'kysely';
import type { Template, TemplateContent } from '@nguon/protocol/http/templates.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

export type TemplateRow = Omit<Template, 'mayEdit' | 'updatedAt'> & { updatedAt: Date };

const COLUMNS = sql`
  t.id, t.unit_id as unit, unit_name(t.unit_id) as "unitName", t.revision, r.content, t.updated_at as "updatedAt"
  from templates t join template_revisions r on r.template_id = t.id and r.sha256 = t.revision`;

/** Templates that may be used in a unit: its own, those of the units above it, and those of the house, which come last. */
export async function templatesFor(db: Either, unit: string): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select ${COLUMNS}
    where t.ended_at is null and (t.unit_id is null or t.unit_id in (select a.unit from unit_ancestors(${unit}::uuid) a))
    order by t.unit_id is null, r.content ->> 'name' collate "vi-x-icu", t.id limit 200`.execute(db);
  return rows;
}

/** A standing template of a unit, its row locked; null for any other and for those of the house. */
export async function lockTemplate(tx: Tx, id: string): Promise<TemplateRow | null> {
  const { rows } = await sql<TemplateRow>`
    select ${COLUMNS} where t.id = ${id} and t.ended_at is null and t.unit_id is not null for update of t`.execute(tx);
  return rows[0] ?? null;
}

/** What a template said in one of its states; null when it never did, or may not be used in the unit. */
export async function contentOf(
  db: Either,
  template: { id: string; revision: string },
  unit: string,
): Promise<TemplateContent | null> {
  const { rows } = await sql<{ content: TemplateContent }>`
    select r.content from templates t join template_revisions r on r.template_id = t.id and r.sha256 = ${template.revision}
    where t.id = ${template.id} and (t.unit_id is null or t.unit_id in (select a.unit from unit_ancestors(${unit}::uuid) a))`.execute(
    db,
  );
  return rows[0]?.content ?? null;
}

/** What a standing template says now; null when it was put away, or may not be used in the unit. */
export async function currentOf(
  db: Either,
  id: string,
  unit: string,
): Promise<{ revision: string; content: TemplateContent } | null> {
  const { rows } = await sql<{ revision: string; content: TemplateContent }>`
    select t.revision, r.content from templates t join template_revisions r on r.template_id = t.id and r.sha256 = t.revision
    where t.id = ${id} and t.ended_at is null
      and (t.unit_id is null or t.unit_id in (select a.unit from unit_ancestors(${unit}::uuid) a))`.execute(db);
  return rows[0] ?? null;
}

/** A state of a template, as it was hashed. */
export interface NewRevision {
  template: string;
  sha256: string;
  canonical: string;
  editor: string | null;
  at: Date;
}

/** Writes a template with its first state. */
export async function insertTemplate(tx: Tx, unit: string | null, revision: NewRevision): Promise<void> {
  const { template: id, sha256, at } = revision;
  await tx
    .insertInto('templates')
    .values({ id, unit_id: unit, revision: sha256, created_at: at, updated_at: at, ended_at: null })
    .execute();
  await insertRevision(tx, revision);
}

/** Makes a state the newest of its template. */
export async function reviseTemplate(tx: Tx, revision: NewRevision): Promise<void> {
  await insertRevision(tx, revision);
  await tx
    .updateTable('templates')
    .set({ revision: revision.sha256, updated_at: revision.at })
    .where('id', '=', revision.template)
    .execute();
}

async function insertRevision(tx: Tx, { template, sha256, canonical, editor, at }: NewRevision): Promise<void> {
  await tx
    .insertInto('template_revisions')
    .values({ template_id: template, sha256, canonical, editor_id: editor, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Newest state of each template of the house. */
export async function houseRevisions(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('templates').select(['id', 'revision']).where('unit_id', 'is', null).execute();
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

export async function endTemplate(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('templates').set({ ended_at: at }).where('id', '=', id).execute();
}
