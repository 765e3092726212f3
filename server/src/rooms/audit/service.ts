import { canonicalJson, type Canonical } from '@nguon/protocol/canonical.ts';
import type { AuditEntry, AuditQuery } from '@nguon/protocol/http/audit.ts';
import { Problem } from '../../lib/problem.ts';
import type { Db, Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { sealEntries, verifyChain, type ChainReport } from './chain.ts';
import { insertEntry, readEntries, type AuditRow } from './store.ts';

/** An act to be remembered. */
export interface Act {
  /** Who did it; null for the system itself or someone who is not signed in. */
  actor: { id: string; name: string } | null;
  /** What was done: subject and past participle, such as `request.approved`. */
  act: string;
  subject: { kind: string; id: string | null };
  /** The unit whose administrators may read it; left out: those of the province alone. */
  unit?: string | null;
  /** What else is worth knowing; whole numbers only, never a secret. */
  details?: Readonly<Record<string, Canonical>>;
}

/**
 * Writes an act into nhật ký hệ thống as part of the transaction that does it.
 * @param at instant by the project's clock
 * @throws TypeError when details have no canonical text
 */
export async function record(tx: Tx, act: Act, at: Date): Promise<void> {
  const details = act.details ?? {};
  canonicalJson(details);
  await insertEntry(tx, {
    at,
    actor_id: act.actor?.id ?? null,
    actor_name: act.actor?.name ?? 'hệ thống',
    act: act.act,
    subject_kind: act.subject.kind,
    subject_id: act.subject.id,
    unit_id: act.unit ?? null,
    details,
  });
}

/**
 * Entries that this administrator may read, newest first.
 * @throws Problem `forbidden` for anyone who administers no unit
 */
export async function listEntries(
  db: Db,
  actor: Actor,
  query: AuditQuery,
): Promise<{ items: AuditEntry[]; next: string | null }> {
  if (!actor.grants.some((grant) => grant.role === 'administrator')) throw new Problem('forbidden');
  const rows = await readEntries(db, actor.user, query);
  const last = rows.at(-1);
  return { items: rows.map(present), next: last && rows.length === query.limit ? String(last.id) : null };
}

/** Seals what is committed and not sealed yet; the job does it each minute. Answers how many entries. */
export async function seal(platform: Pick<Platform, 'db' | 'config' | 'clock'>): Promise<number> {
  return sealEntries(platform.db, platform.config.dataDir, platform.clock.now());
}

/** Walks the whole chain and compares it with the head kept in the data folder. */
export async function verify(platform: Pick<Platform, 'db' | 'config'>): Promise<ChainReport> {
  return verifyChain(platform.db, platform.config.dataDir);
}

function present(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_id,
    actorName: row.actor_name,
    act: row.act,
    subject: { kind: row.subject_kind, id: row.subject_id },
    unit: row.unit_id,
    details: row.details,
    seal: row.seal,
  };
}
