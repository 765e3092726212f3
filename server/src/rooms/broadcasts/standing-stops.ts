import type { Platform } from '../../platform/platform.ts';
import { Problem } from '../../lib/problem.ts';
import { actorOfUser } from '../accounts/service.ts';
import { stopOrder } from './stops.ts';
import { scheduledUnder } from './store-stops.ts';

/** Job: stop what is scheduled under a standing approval that was withdrawn. */
export interface StopStanding {
  standing: string;
  /** Who withdrew it. */
  by: string;
}

/** What the stopped orders say of why. */
const REASON = 'Thu lại phép duyệt sẵn';

/** Stops every order under a standing approval of which a session is still to come. Run twice, it stops once. */
export async function stopStanding(platform: Platform, { standing, by }: StopStanding): Promise<void> {
  const actor = await actorOfUser(platform.db, by);
  if (!actor) return;
  for (const order of await scheduledUnder(platform.db, standing, platform.clock.now())) {
    try {
      await stopOrder(platform, actor, order, REASON);
    } catch (error) {
      // Ended by somebody else in between.
      if (!(error instanceof Problem && error.code === 'not-found')) throw error;
    }
  }
}
