import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { ReadingBody, ReadingView } from '@nguon/protocol/http/speech.ts';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { record } from '../audit/service.ts';
import { authorise } from '../accounts/service.ts';
import { isReadable } from './reading-rules.ts';
import * as store from './store.ts';

/** May say how a word is read in a unit and below it: the commune for itself, the editorial board for the province. */
export const READING_KEEPERS: readonly Role[] = ['commune-officer', 'commune-leader', 'editorial-board'];

/** How words are said in a unit: its own list before those of the units above. For `normalise`. */
export async function pronunciationsFor(db: Db | Tx, unit: string): Promise<ReadonlyMap<string, string>> {
  const rows = await store.readReadings(db, unit);
  // The nearest unit comes last, so that it wins.
  return new Map(rows.toReversed().map(({ written, spoken }) => [written.toLowerCase(), spoken]));
}

/** Readings in force in a unit, its own first, then those of the units above it. */
export async function listReadings(db: Db, unit: string): Promise<z.infer<typeof ReadingView>[]> {
  const rows = await store.readReadings(db, unit);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/**
 * Keeps how a word or a name is said in a unit and below it; what the unit said of it before ends.
 * @throws Problem `forbidden`, `invalid-input` when either side holds nothing that can be said
 */
export async function keepReading(
  platform: Platform,
  actor: Actor,
  body: z.output<typeof ReadingBody>,
): Promise<z.infer<typeof ReadingView>> {
  const [written, spoken] = [tidy(body.written), tidy(body.spoken)];
  if (!isReadable(written, spoken)) throw new Problem('invalid-input', { details: 'written, spoken' });
  const id = randomUUID();
  await inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, READING_KEEPERS, body.unit);
    const at = platform.clock.now();
    await store.endReadingOf(tx, { unit: body.unit, written, by: actor.user, at });
    await store.insertReading(tx, { id, unit: body.unit, written, spoken, by: actor.user, at });
    const act = {
      act: 'reading.kept',
      subject: { kind: 'reading', id },
      unit: body.unit,
      details: { written, spoken },
    };
    await record(tx, { actor: { id: actor.user, name: actor.name }, ...act }, at);
  });
  const kept = (await listReadings(platform.db, body.unit)).find((reading) => reading.id === id);
  if (!kept) throw new Problem('conflict');
  return kept;
}

/**
 * Ends a reading; the list of the unit above, or the house's own, holds again. Nothing happens to one that has ended.
 * @throws Problem `not-found`, `forbidden`
 */
export async function endReading(platform: Platform, actor: Actor, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const found = await store.lockReading(tx, id);
    if (!found) throw new Problem('not-found');
    await authorise(tx, actor, READING_KEEPERS, found.unit);
    const at = platform.clock.now();
    if (!(await store.endReading(tx, { id, by: actor.user, at }))) return;
    const { unit, written, spoken } = found;
    const act = { act: 'reading.ended', subject: { kind: 'reading', id }, unit, details: { written, spoken } };
    await record(tx, { actor: { id: actor.user, name: actor.name }, ...act }, at);
  });
}

const tidy = (text: string): string => plainText(text).replaceAll(/\s+/g, ' ').trim();
