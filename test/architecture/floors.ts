import { DOORS, FLOORS, STAIRS, floorOf, isTest, roomOf, type Floor } from './plan.ts';
import type { Import, Source } from './source.ts';

type Edge = { source: Source; found: Import };

/** Rule 1: a file imports its own floor or a lower one; signer and broker stand apart and enter no room. */
export function checkFloors(sources: readonly Source[]): string[] {
  return edges(sources).flatMap(({ source, found }) => {
    const from = floorOf(source.path);
    const to = floorOf(found.target);
    if (from === null || to === null || mayReach(from, to)) return [];
    return [
      `${at(source, found)} is on floor "${from}" and imports ${found.target} on floor "${to}": move what is shared down, or turn the call into a job or a query`,
    ];
  });
}

/** Rule 2: no room imports a later room, and every room has its step. */
export function checkStairs(sources: readonly Source[]): string[] {
  const order: readonly string[] = STAIRS;
  const homeless = new Set(
    sources.map((source) => roomOf(source.path)).filter((room) => room !== null && !order.includes(room)),
  );
  const climbing = edges(sources).flatMap(({ source, found }) => {
    const [from, to] = [roomOf(source.path), roomOf(found.target)];
    if (from === null || to === null || order.indexOf(to) <= order.indexOf(from)) return [];
    return [
      `${at(source, found)}: room "${from}" imports the later room "${to}"; send a job, or let "${to}" ask "${from}"`,
    ];
  });
  return [
    ...[...homeless].map((room) => `room "${room}" has no step: add it to STAIRS and to ARCHITECTURE.md`),
    ...climbing,
  ];
}

/** Rule 3: a room is entered through its service.ts; only the roof may also open its doors to register them. */
export function checkDoors(sources: readonly Source[]): string[] {
  return edges(sources).flatMap(({ source, found }) => {
    const room = roomOf(found.target);
    if (room === null || room === roomOf(source.path)) return [];
    const entered = found.target.slice(`server/src/rooms/${room}/`.length);
    if (entered === 'service.ts' || (floorOf(source.path) === 'roof' && DOORS.test(entered))) return [];
    return [`${at(source, found)} enters room "${room}" by ${entered}; use its service.ts`];
  });
}

/** Rule 5: console, board and speaker know only the protocol; the protocol knows only zod and jose. */
export function checkWorkspaces(sources: readonly Source[]): string[] {
  return edges(sources).flatMap(({ source, found }) => {
    const home = source.path.split('/')[0] ?? '';
    const own = found.specifier.startsWith('.') || found.specifier.startsWith('@nguon/');
    if (own && ['console', 'board', 'speaker'].includes(home)) {
      const reached = found.target.split('/')[0];
      if (reached === home || reached === 'protocol') return [];
      return [`${at(source, found)}: ${home} may import only the protocol of ours, not ${found.target}`];
    }
    if (home !== 'protocol') return [];
    const inside = own ? found.target.startsWith('protocol/') : /^(zod|jose)(\/|$)/.test(found.specifier);
    return inside ? [] : [`${at(source, found)}: the protocol may import only zod and jose, not ${found.specifier}`];
  });
}

function edges(sources: readonly Source[]): Edge[] {
  return sources
    .filter((source) => !isTest(source.path))
    .flatMap((source) => source.imports.map((found) => ({ source, found })));
}

function mayReach(from: Floor, to: Floor): boolean {
  if (from === to) return true;
  if (to === 'signer' || to === 'broker') return false;
  if (from === 'signer' || from === 'broker') return to !== 'rooms' && to !== 'roof';
  return FLOORS.indexOf(to) <= FLOORS.indexOf(from);
}

function at(source: Source, found: Import): string {
  return `${source.path}:${found.line}`;
}
