import { randomUUID } from 'node:crypto';
import { RequestBody, type RotationBody } from '@nguon/protocol/http/requests.ts';
import type { z } from 'zod';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { rotateEdition } from '../bulletins/service.ts';
import { insertTurn } from './rotations-store.ts';
import { submitIn, type TimetablePort } from './service.ts';

/**
 * Submits an edition whose bulletins take turns (candidates of an election): one request for each of their orders, all of them or none.
 * @returns the requests, by turn
 * @throws Problem as rotateEdition and submitRequest
 */
export async function submitRotation(
  platform: Platform,
  timetable: Pick<TimetablePort, 'slotsOf' | 'correctionGaps'>,
  actor: Actor,
  edition: string,
  { revision, targets, starts, expiresAt }: z.output<typeof RotationBody>,
): Promise<string[]> {
  return inTransaction(platform.db, async (tx) => {
    const turns = await rotateEdition(platform, tx, actor, { edition, seen: revision, starts });
    const rotation = randomUUID();
    const requests: string[] = [];
    for (const turn of turns) {
      const { bulletin, starts: own } = turn;
      const times = { kind: 'slots' as const, starts: own };
      const channels = ['speaker' as const, 'board' as const];
      const body = RequestBody.parse({ bulletin, revision: turn.revision, targets, channels, times, expiresAt });
      const request = await submitIn(platform, timetable, tx, actor, body);
      requests.push(request);
      await insertTurn(tx, { request, rotation, turn: requests.length, turns: turns.length });
    }
    return requests;
  });
}
