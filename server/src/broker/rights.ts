import { EVERYTHING, deviceFilter, deviceTopic, unitFilter } from '@nguon/protocol/topics.ts';
import type { BrokerClaims } from '../lib/broker-password.ts';

/** A device says only its own status; the server says everything of ours. */
export function mayPublish(who: BrokerClaims, topic: string): boolean {
  if (who.role === 'server') return isBelow(topic, EVERYTHING);
  return topic === deviceTopic(who.sub, 'status');
}

/** A device hears the units of its assignment and its own branch, whole or in part; the server hears everything of ours. */
export function maySubscribe(who: BrokerClaims, filter: string): boolean {
  if (who.role === 'server') return isBelow(filter, EVERYTHING);
  return [deviceFilter(who.sub), ...who.units.map(unitFilter)].some((granted) => isBelow(filter, granted));
}

/** Whether a topic or filter lies in a branch given as `a/b/#`. A wildcard in the branch's own levels never does. */
function isBelow(filter: string, branch: string): boolean {
  return filter.startsWith(branch.slice(0, -1)) && !filter.includes('$');
}
