import type { ApproverRecord, UnitRecord } from '../lib/signing.ts';

/** The signer's own tree of units, by id. */
export type Tree = ReadonlyMap<string, UnitRecord>;

/** Deepest path from a village to the province, with room for a tier more than any province has. */
const MOST_LEVELS = 8;

/** A unit and its ancestors up to the province; empty for an unknown unit, cut at a loop. */
export function pathUp(tree: Tree, unit: string): UnitRecord[] {
  const path: UnitRecord[] = [];
  let record = tree.get(unit);
  while (record !== undefined && path.length < MOST_LEVELS) {
    path.push(record);
    record = record.parent === null ? undefined : tree.get(record.parent);
  }
  return path;
}

/** Roles whose holder may release what is heard (product.md, A4). */
export const APPROVING_ROLES = new Set(['commune-leader', 'editorial-board']);

/**
 * Whether a person approves in every one of the units at an instant (UTC epoch milliseconds): each is, or lies below, a unit of a grant
 * with an approving role that has not ended by then.
 */
export function mayApprove(approver: ApproverRecord, units: readonly string[], tree: Tree, at: number): boolean {
  const grants = approver.grants.filter(
    ({ role, until }) => APPROVING_ROLES.has(role) && (until === null || at < Date.parse(until)),
  );
  const granted = new Set(grants.flatMap((grant) => grant.units));
  return units.every((unit) => pathUp(tree, unit).some((record) => granted.has(record.unit)));
}

/** Approvals that a request of a unit needs: one in a commune or village, two at district and province (A4, two steps). */
export function approvalsNeeded(level: number): number {
  return level >= 2 ? 1 : 2;
}

/**
 * Why a list of units is not a tree, or null: one unit twice, a parent that is missing or not of a higher tier.
 */
export function treeFault(units: readonly UnitRecord[]): string | null {
  const tree: Tree = new Map(units.map((record) => [record.unit, record]));
  if (tree.size !== units.length) return 'a unit stands twice';
  for (const { unit, level, parent } of units) {
    if (parent === null) continue;
    const above = tree.get(parent);
    if (above === undefined) return `the parent of ${unit} is missing`;
    if (above.level >= level) return `the parent of ${unit} is not above it`;
  }
  return null;
}
