import type pg from 'pg';
import { z } from 'zod';

/** One table that holds rows: an ordinary one or a partition. Names are quoted as SQL needs them. */
export const TableEntry = z.strictObject({
  name: z.string(),
  columns: z.array(z.string()),
  /** Of a partition: the table it belongs to and its bound, to make it again where it is missing. */
  partitionOf: z.strictObject({ parent: z.string(), bound: z.string() }).nullable(),
});
export type TableEntry = z.infer<typeof TableEntry>;

/** Where a sequence stands. */
export const SequenceEntry = z.strictObject({ name: z.string(), value: z.string(), used: z.boolean() });
export type SequenceEntry = z.infer<typeof SequenceEntry>;

const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** What pg-boss says of itself and its processes belongs to the place, not to the state. */
const OF_THE_LIBRARY = `(n.nspname = 'pgboss' and c.relname in ('version', 'instance'))`;

/** Every table with rows of its own in any schema of ours, parents of partitions before the partitions. */
export async function listTables(client: pg.Client): Promise<TableEntry[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    parent: string | null;
    bound: string | null;
  }>(`
    select c.oid::regclass::text as name,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      i.inhparent::regclass::text as parent, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join pg_inherits i on i.inhrelid = c.oid and c.relispartition
    where c.relkind = 'r' and c.relpersistence = 'p' and not ${OF_THE_LIBRARY} and ${OURS}
    order by 1`);
  return rows.map(({ name, columns, parent, bound }) => ({
    name,
    columns,
    partitionOf: parent !== null && bound !== null ? { parent, bound } : null,
  }));
}

/** Every sequence of ours with its state. */
export async function listSequences(client: pg.Client): Promise<SequenceEntry[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${OURS} order by 1`,
  );
  const entries: SequenceEntry[] = [];
  for (const { name } of rows) {
    const state = await client.query<{ value: string; used: boolean }>(
      `select last_value::text as value, is_called as used from ${name}`,
    );
    for (const { value, used } of state.rows) entries.push({ name, value, used });
  }
  return entries;
}

/** A foreign key as a statement that takes it away and one that puts it back. */
export type ForeignKey = { readonly drop: string; readonly add: string };

/** Every foreign key of ours; those that partitions inherit go with their parent's. */
export async function listForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', c.oid::regclass, k.conname) as drop,
      format('alter table %s add constraint %I %s', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid)) as add
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and ${OURS}
    order by 1`);
  return rows;
}
