import { RequestBody, type RequestView } from '@nguon/protocol/http/requests.ts';
import type { z } from 'zod';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { approveRequest } from './approvals.ts';
import { beginListening } from './listenings.ts';
import { setHeard } from './listenings-store.ts';
import { getRequest } from './reading.ts';
import { submitRequest, type TimetablePort } from './service.ts';

/** A timetable of half-hour slots at every full hour, and no conflicts. */
export const HOURLY: TimetablePort = {
  slotsOf: async (_db, _units, starts) =>
    new Map(
      starts.map((at) => {
        const until = new Date(Date.parse(at) + 30 * 60_000).toISOString();
        return [at, at.endsWith(':00:00.000Z') ? { at, until } : null];
      }),
    ),
  slotsAhead: async () => [],
  conflictsOf: async () => [],
  correctionGaps: async () => [],
};

/** Submits a bulletin for a test; for "Phát ngay" in its own unit unless told otherwise. */
export async function buildRequest(
  platform: Platform,
  author: Actor,
  bulletin: Bulletin,
  wishes: Partial<z.input<typeof RequestBody>> = {},
): Promise<RequestView> {
  const body = RequestBody.parse({
    bulletin: bulletin.id,
    revision: bulletin.revision,
    targets: [bulletin.unit],
    times: { kind: 'now' },
    ...wishes,
  });
  return getRequest(platform, HOURLY, author, await submitRequest(platform, HOURLY, author, body));
}

/** Makes a listening in which the whole of a request was heard, without waiting for it. */
export async function listenWhole(platform: Platform, actor: Actor, request: string): Promise<string> {
  const { listening, totalMs } = await beginListening(platform, actor, request);
  await inTransaction(platform.db, async (tx) =>
    setHeard(tx, listening, [{ fromMs: 0, toMs: totalMs }], totalMs, platform.clock.now()),
  );
  return listening;
}

/** Approves a request by each of these people in turn, as if each had listened. */
export async function approveBy(
  platform: Platform,
  request: Pick<RequestView, 'id' | 'digest'>,
  approvers: readonly Actor[],
): Promise<void> {
  for (const approver of approvers) {
    const listening = await listenWhole(platform, approver, request.id);
    await approveRequest(platform, approver, request.id, { digest: request.digest, listening });
  }
}
