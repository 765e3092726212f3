import { sql } from 'kysely';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { FilledFrom } from '@nguon/protocol/http/bulletins.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { BulletinState, HashedContent, RevisionContent } from './rules.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

/** A bulletin with its newest revision and the names that a screen shows. */
export interface BulletinRecord {
  id: string;
  unit: string;
  unitName: string;
  author: string;
  authorName: string;
  /** Who made the newest revision. */
  editor: string;
  state: BulletinState;
  revision: string;
  content: RevisionContent;
  updatedAt: Date;
}

/** What a list shows of a bulletin; no body is read. */
export type BulletinListRow = Omit<BulletinRecord, 'content' | 'revision' | 'editor' | 'author'> & {
  title: string;
  kind: 'bulletin' | 'edition';
  class: RevisionContent['class'];
};

/** Whether a person may act in one of the roles for a unit and a topic: by a grant for everything, or by one for that very topic. */
export async function mayWriteThere(
  db: Either,
  person: string,
  roles: readonly Role[],
  where: { unit: string; topic: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select exists (
    select from granted_topics(${person}, ${roles}) g
    where g.unit = ${where.unit} and (g.topic is null or g.topic = ${where.topic})) as may`.execute(db);
  return rows[0]?.may === true;
}

/** A bulletin in one of the person's units and topics; null for any other, and for one that was put away. */
export async function readBulletin(db: Either, id: string, scope: Scope): Promise<BulletinRecord | null> {
  const { rows } = await sql<BulletinRecord>`${selectBulletin()}
    where b.id = ${id} and b.withdrawn_at is null and ${inScope(scope)}`.execute(db);
  return rows[0] ?? null;
}

/** A bulletin for the house itself, whoever asks; its row is locked until the transaction ends. */
export async function lockBulletin(tx: Tx, id: string): Promise<BulletinRecord | null> {
  const { rows } = await sql<BulletinRecord>`${selectBulletin()}
    where b.id = ${id} and b.withdrawn_at is null for update of b`.execute(tx);
  return rows[0] ?? null;
}

interface Scope {
  person: string;
  roles: readonly Role[];
}

function inScope({ person, roles }: Scope) {
  return sql`exists (
    select from granted_topics(${person}, ${roles}) g
    where g.unit = b.unit_id and (g.topic is null or g.topic = b.topic))`;
}

function selectBulletin() {
  return sql`
    select b.id, b.unit_id as unit, unit_name(b.unit_id) as "unitName", b.author_id as author, a.name as "authorName",
      r.editor_id as editor, b.state, b.revision, r.content, b.updated_at as "updatedAt"
    from bulletins b join users a on a.id = b.author_id join revisions r on r.bulletin_id = b.id and r.sha256 = b.revision`;
}

export interface BulletinFilter {
  person: string;
  roles: readonly Role[];
  state?: BulletinState | undefined;
  kind?: BulletinListRow['kind'] | undefined;
  /** This unit and everything below it. */
  unit?: string | undefined;
  /** Part of the title, with or without tone marks. */
  text?: string | undefined;
  /** The last row of the page before. */
  after?: { updatedAt: Date; id: string } | undefined;
  limit: number;
}

/** Bulletins in the person's units, newest first. */
export async function listBulletins(db: Db, filter: BulletinFilter): Promise<BulletinListRow[]> {
  const { person, roles, state, kind, unit, text, after, limit } = filter;
  const pattern = text && `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  // Reckoned once: inlined, it would be reckoned again for every row that the newest-first walk looks at.
  const { rows } = await sql<BulletinListRow>`
    with mine as materialized (select unit, topic from granted_topics(${person}, ${roles}))
    select b.id, b.kind, b.title, b.unit_id as unit, unit_name(b.unit_id) as "unitName", b.class, b.state, a.name as "authorName",
      b.updated_at as "updatedAt"
    from bulletins b join users a on a.id = b.author_id
    where b.withdrawn_at is null
      and exists (select from mine g where g.unit = b.unit_id and (g.topic is null or g.topic = b.topic))
      and ${state ? sql`b.state = ${state}` : sql`true`}
      and ${kind ? sql`b.kind = ${kind}` : sql`true`}
      and ${unit ? sql`b.unit_id in (select d.unit from unit_descendants(${unit}) d)` : sql`true`}
      and ${pattern ? sql`fold(b.title) like fold(${pattern})` : sql`true`}
      and ${after ? sql`(b.updated_at, b.id) < (${after.updatedAt}, ${after.id}::uuid)` : sql`true`}
    order by b.updated_at desc, b.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Writes a new bulletin with its first revision. */
export async function insertBulletin(
  tx: Tx,
  row: { id: string; unit: string; author: string; at: Date },
  hashed: HashedContent,
): Promise<void> {
  const { title, class: kind, topic } = hashed.content;
  await tx
    .insertInto('bulletins')
    .values({
      id: row.id,
      unit_id: row.unit,
      author_id: row.author,
      title,
      class: kind,
      topic,
      revision: hashed.sha256,
      kind: hashed.content.parts ? 'edition' : 'bulletin',
      state: 'draft',
      created_at: row.at,
      updated_at: row.at,
      withdrawn_at: null,
    })
    .execute();
  await insertRevision(tx, { bulletin: row.id, editor: row.author, at: row.at }, hashed);
}

/** Keeps a revision; one with the same content is there already and stays. */
async function insertRevision(
  tx: Tx,
  row: { bulletin: string; editor: string; at: Date },
  { sha256, canonical }: HashedContent,
): Promise<void> {
  await tx
    .insertInto('revisions')
    .values({ bulletin_id: row.bulletin, sha256, canonical, editor_id: row.editor, created_at: row.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Makes a content the newest revision of its bulletin. */
export async function reviseBulletin(
  tx: Tx,
  row: { bulletin: string; editor: string; at: Date },
  hashed: HashedContent,
): Promise<void> {
  await insertRevision(tx, row, hashed);
  const { title, class: kind, topic } = hashed.content;
  await tx
    .updateTable('bulletins')
    .set({ title, class: kind, topic, revision: hashed.sha256, updated_at: row.at })
    .where('id', '=', row.bulletin)
    .execute();
}

export async function setState(tx: Tx, id: string, state: BulletinState, at: Date): Promise<void> {
  await tx.updateTable('bulletins').set({ state, updated_at: at }).where('id', '=', id).execute();
}

/** Puts a bulletin away: it is shown nowhere any more. */
export async function setWithdrawn(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('bulletins').set({ withdrawn_at: at, updated_at: at }).where('id', '=', id).execute();
}

export async function readTopics(db: Either): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('topics').select(['id', 'name']).orderBy('place').execute();
}

/** The unit in whose name a bulletin speaks. */
export async function unitOfBulletin(db: Either, id: string): Promise<string | null> {
  const row = await db.selectFrom('bulletins').select('unit_id').where('id', '=', id).executeTakeFirst();
  return row?.unit_id ?? null;
}

/** Texts of revisions, keyed by "bulletin revision". */
export async function textsOf(
  db: Either,
  revisions: readonly { id: string; revision: string }[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; text: string }>`
    select r.bulletin_id || ' ' || r.sha256 as key, r.content ->> 'text' as text
    from revisions r join unnest(${revisions.map(({ id }) => id)}::uuid[], ${revisions.map(({ revision }) => revision)}::text[])
      as asked (id, revision) on asked.id = r.bulletin_id and asked.revision = r.sha256`.execute(db);
  return new Map(rows.map(({ key, text }) => [key, text]));
}

/** What a revision says that it fills; null when it names no template, or never was. */
export async function templateOf(db: Either, id: string, revision: string): Promise<FilledFrom | null> {
  const { rows } = await sql<{ template: FilledFrom | null }>`
    select content -> 'template' as template from revisions where bulletin_id = ${id} and sha256 = ${revision}`.execute(
    db,
  );
  return rows[0]?.template ?? null;
}
