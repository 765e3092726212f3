import type { ApproverRecord, UnitRecord } from '../lib/signing.ts';
import type { Refusal } from './refusal.ts';
import { APPROVING_ROLES, pathUp, type Tree } from './territory-rules.ts';

/** The key of an enrolled phone, as the signer remembers it. */
export interface EnrolledKey {
  kid: string;
  x: string;
  user: string;
  /** Topmost units over which it approves: those of its owner's grants when it was enrolled. Wider grants need a new key. */
  units: readonly string[];
  /** Units below those that were guarded already when nobody answered for this key: it has no word there. */
  except: readonly string[];
  since: string;
  endedAt: string | null;
  pinKey: string;
}

/** Level from which on a unit belongs to a commune. */
const COMMUNE = 2;

/** Whether a key approves in a unit: one of its own units is the nearest of its words on the way up. */
export function keyCovers(key: Pick<EnrolledKey, 'units' | 'except'>, unit: string, tree: Tree): boolean {
  const nearest = pathUp(tree, unit).find((above) => key.units.includes(above.unit) || key.except.includes(above.unit));
  return nearest !== undefined && !key.except.includes(nearest.unit);
}

/**
 * Whether only enrolled phones approve what is heard in a unit. A commune is guarded by keys of its own people; a province or district by
 * any key over it, so that the editorial board may enrol first without silencing communes that have not. A key that ended guards on.
 */
export function isGuarded(unit: string, tree: Tree, keys: readonly EnrolledKey[]): boolean {
  const level = tree.get(unit)?.level;
  if (level === undefined) return false;
  return keys.some((key) => {
    const own = level >= COMMUNE ? key.units.filter((root) => (tree.get(root)?.level ?? 0) >= COMMUNE) : key.units;
    return own.length > 0 && keyCovers({ units: own, except: key.except }, unit, tree);
  });
}

/** Topmost units of a person's approving grants, sorted. */
export function scopeOf(approver: ApproverRecord, tree: Tree): string[] {
  const granted = new Set(
    approver.grants.filter((grant) => APPROVING_ROLES.has(grant.role)).flatMap((grant) => grant.units),
  );
  const topmost = [...granted].filter(
    (unit) => tree.has(unit) && !pathUp(tree, unit).some((above) => above.unit !== unit && granted.has(above.unit)),
  );
  return topmost.toSorted();
}

/** Guarded units below a scope: a key that nobody answers for stays out of them. */
export function guardedBelow(scope: readonly string[], tree: Tree, keys: readonly EnrolledKey[]): string[] {
  const roots = new Set(keys.flatMap((key) => key.units));
  return [...roots]
    .filter((root) => !scope.includes(root) && pathUp(tree, root).some((above) => scope.includes(above.unit)))
    .filter((root) => isGuarded(root, tree, keys))
    .toSorted();
}

/**
 * Why a tree of units may not take the place of what was known, or null. A guarded unit, and every unit above one, keeps parent and level:
 * else whoever has the server could move a village under a place where its own key approves. New units are free.
 * @param known every unit as it was last known, also those that were removed since
 */
export function treeChangeFault(
  units: readonly UnitRecord[],
  known: Tree,
  keys: readonly EnrolledKey[],
): Refusal | null {
  const pinned = new Set(
    keys.flatMap((key) => key.units).flatMap((root) => pathUp(known, root).map((above) => above.unit)),
  );
  const moved = units.find(({ unit, level, parent }) => {
    const before = known.get(unit);
    if (before === undefined || (before.level === level && before.parent === parent)) return false;
    return pinned.has(unit) || isGuarded(unit, known, keys);
  });
  return moved === undefined
    ? null
    : { reason: 'guarded', detail: `unit ${moved.unit} may not move while unitsMayMove is false in limits.json` };
}
