import { randomUUID } from 'node:crypto';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { couldHaveHeard, lengthOf, unionOf, type Interval } from './listening-rules.ts';
import { insertListening, lockListening, setHeard } from './listenings-store.ts';
import { READERS } from './policy.ts';
import { stateWords } from './state-rules.ts';
import { readRequest } from './store.ts';

/**
 * Begins a listening: from now on, and no faster than the clock, its player reports what sounded.
 * @returns the listening and the length of the sound in milliseconds, each sound once
 * @throws Problem `not-found`, `request-closed`
 */
export async function beginListening(
  platform: Platform,
  actor: Actor,
  request: string,
): Promise<{ listening: string; totalMs: number }> {
  const found = await readRequest(platform.db, request, { person: actor.user, roles: READERS });
  if (!found) throw new Problem('not-found');
  if (found.state !== 'waiting') throw new Problem('request-closed', { state: stateWords(found.state) });
  const totalMs = found.body.sounds.reduce((sum, sound) => sum + sound.durationMs, 0);
  const listening = randomUUID();
  await insertListening(platform.db, { id: listening, request, user: actor.user, at: platform.clock.now(), totalMs });
  return { listening, totalMs };
}

/**
 * Takes a player's report into a listening; reports add up. One that claims more than can have sounded is refused whole.
 * @throws Problem `not-found` for anybody else's, `not-listened`
 */
export async function reportListening(
  platform: Platform,
  actor: Actor,
  listening: string,
  heard: readonly Interval[],
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const found = await lockListening(tx, listening, actor.user);
    if (!found) throw new Problem('not-found');
    const at = platform.clock.now();
    const union = unionOf([...found.heard, ...heard], found.totalMs);
    const heardMs = lengthOf(union);
    if (!couldHaveHeard(heardMs, at.getTime() - found.beganAt.getTime())) {
      const seconds = { heard: Math.floor(found.heardMs / 1000), total: Math.ceil(found.totalMs / 1000) };
      throw new Problem('not-listened', seconds);
    }
    await setHeard(tx, listening, union, heardMs, at);
  });
}
