import { canonicalJson, sha256, type Canonical } from '@nguon/protocol/canonical.ts';
import type { AuditRow } from './store.ts';

/** What stands before the first entry of a chain. */
export const FIRST_LINK = '0'.repeat(64);

/**
 * Seal of an entry at its place: SHA-256 over its canonical text together with its position and the seal before it.
 * Changing, moving or leaving out any entry changes every later seal.
 * @param previous seal of the entry before, FIRST_LINK for position 1
 * @throws TypeError when details hold a number that is not a whole one
 */
export async function sealOf(row: AuditRow, position: number, previous: string): Promise<string> {
  return sha256(
    canonicalJson({
      previous,
      position,
      id: row.id,
      at: row.at.toISOString(),
      recordedAt: row.recorded_at.toISOString(),
      actor: row.actor_id,
      actorName: row.actor_name,
      act: row.act,
      subjectKind: row.subject_kind,
      subject: row.subject_id,
      unit: row.unit_id,
      details: row.details as Canonical,
    }),
  );
}

/** One break of the chain. */
export interface ChainFault {
  position: number;
  entry: number | null;
  fault: 'altered' | 'missing' | 'head-differs';
}

/**
 * Checks one entry against what must come after `previous`.
 * `altered`: its content, place or seal is not what was sealed. `missing`: the places before it are empty.
 */
export async function checkLink(row: AuditRow, previous: { position: number; seal: string }): Promise<ChainFault[]> {
  const position = row.position ?? 0;
  const faults: ChainFault[] = [];
  for (let place = previous.position + 1; place < position && faults.length < 100; place += 1)
    faults.push({ position: place, entry: null, fault: 'missing' });
  // After a gap the seal before is lost, so this entry cannot be checked; the gap itself is the finding.
  if (faults.length > 0) return faults;
  const expected = await sealOf(row, position, previous.seal);
  return expected === row.seal ? [] : [{ position, entry: row.id, fault: 'altered' }];
}
