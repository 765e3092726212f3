/** What outranks what, highest first (architecture.md, "resolve() order"). */
export const RANKS = ['emergency', 'live', 'priority', 'normal', 'relay', 'filler'] as const;
export type Rank = (typeof RANKS)[number];

/** One airing of one order: a slot filled on a device. All instants are UTC epoch milliseconds, all lengths milliseconds. */
export interface Occurrence {
  /** `occurrenceKey(order, at)`: what "once" is counted by. */
  readonly key: string;
  readonly order: string;
  readonly rank: Rank;
  /** Level of the issuing unit: 0 province, 1 district, 2 commune, 3 village. */
  readonly level: number;
  /** The commune's own ordering among colliding `priority` items: 0 unless set, smaller first, before level. Ignored in other ranks. */
  readonly turn: number;
  /** Slot start: never sounds before. */
  readonly at: number;
  /**
   * Must have ended by then; a loser waits until then. An item needs `until ≥ at + durationMs` and some seconds more: a
   * timer is never exact, and an item that can no longer end in its window is not started.
   */
  readonly until: number;
  /** Length of the sound. For a continuous occurrence `until - at`. */
  readonly durationMs: number;
  /** A stream (relay, live voice, filler stream): joined in the middle, left at `until`. */
  readonly continuous: boolean;
  /** Once begun it is cut by an emergency only (Quốc ca); *Dừng phát* still stops it. */
  readonly playThrough: boolean;
  /** When the programme that carries it was issued. */
  readonly issuedAt: number;
  /** Without contact for longer than this after `issuedAt` it is not started; null: evergreen. */
  readonly staleAfterMs: number | null;
  /** Hard expiry of the content: no sound of it after this instant; null: none. */
  readonly notAfter: number | null;
}

/** The key of an order's airing in the slot that starts at `at`. */
export function occurrenceKey(order: string, at: number): string {
  return `${order}@${at}`;
}

const PLACES: Readonly<Record<Rank, number>> = { emergency: 0, live: 1, priority: 2, normal: 3, relay: 4, filler: 5 };

/** Place of a rank, 0 the highest. */
export function rankPlace(rank: Rank): number {
  return PLACES[rank];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Total order of who goes first among those that could start now; negative when `a` does. Never 0 for different keys. */
export function compareOccurrences(a: Occurrence, b: Occurrence): number {
  const rank = rankPlace(a.rank) - rankPlace(b.rank);
  if (rank !== 0) return rank;
  const turn = a.rank === 'priority' ? a.turn - b.turn : 0;
  return turn || a.level - b.level || a.at - b.at || byText(a.order, b.order) || byText(a.key, b.key);
}

/** Occurrences ready for decisions: one per key, in slot order, with a tree over their windows. */
export interface ProgrammeIndex {
  /** Sorted by `at`, then precedence. */
  readonly occurrences: readonly Occurrence[];
  readonly byKey: ReadonlyMap<string, Occurrence>;
  /** The same ones sorted by `until`. */
  readonly byUntil: readonly Occurrence[];
  /** `at` of `occurrences` and `until` of `byUntil`, side by side for the search. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Largest `until` in the implicit balanced tree below each position of `occurrences`. */
  readonly latestUntil: Float64Array;
}

/** Two documents may list the same airing: the later issued one counts, then the one with the narrower promise. */
function supersedes(a: Occurrence, b: Occurrence): boolean {
  if (a.issuedAt !== b.issuedAt) return a.issuedAt > b.issuedAt;
  const order = a.until - b.until || compareOccurrences(a, b);
  return order === 0 ? fingerprint(a) < fingerprint(b) : order < 0;
}

function fingerprint(o: Occurrence): string {
  return JSON.stringify([o.durationMs, o.continuous, o.playThrough, o.staleAfterMs, o.notAfter, o.turn]);
}

function fillTree(items: readonly Occurrence[], tree: Float64Array, lo: number, hi: number): number {
  if (lo >= hi) return -Infinity;
  const mid = (lo + hi) >>> 1;
  const own = items[mid]?.until ?? -Infinity;
  const latest = Math.max(own, fillTree(items, tree, lo, mid), fillTree(items, tree, mid + 1, hi));
  tree[mid] = latest;
  return latest;
}

/** Prepares occurrences of any number of documents, in any order and with doubles, for decisions in O(log n + candidates). */
export function buildIndex(occurrences: readonly Occurrence[]): ProgrammeIndex {
  const byKey = new Map<string, Occurrence>();
  for (const o of occurrences) {
    const known = byKey.get(o.key);
    if (known === undefined || supersedes(o, known)) byKey.set(o.key, o);
  }
  const sorted = [...byKey.values()].sort((a, b) => a.at - b.at || compareOccurrences(a, b));
  const byUntil = [...sorted].sort((a, b) => a.until - b.until || compareOccurrences(a, b));
  const latestUntil = new Float64Array(sorted.length);
  fillTree(sorted, latestUntil, 0, sorted.length);
  const starts = Float64Array.from(sorted, (o) => o.at);
  const ends = Float64Array.from(byUntil, (o) => o.until);
  return { occurrences: sorted, byKey, byUntil, starts, ends, latestUntil };
}

function collect(index: ProgrammeIndex, at: number, lo: number, hi: number, into: Occurrence[]): void {
  const mid = (lo + hi) >>> 1;
  if (lo >= hi || (index.latestUntil[mid] ?? 0) <= at) return;
  if (lo < mid) collect(index, at, lo, mid, into);
  if ((index.starts[mid] ?? Infinity) > at) return;
  const o = index.occurrences[mid];
  if (o !== undefined && o.until > at) into.push(o);
  if (mid + 1 < hi) collect(index, at, mid + 1, hi, into);
}

/** Those whose window holds the instant: `at ≤ instant < until`, in slot order. */
export function openAt(index: ProgrammeIndex, instant: number): Occurrence[] {
  const open: Occurrence[] = [];
  collect(index, instant, 0, index.occurrences.length, open);
  return open;
}

/** Place of the first number greater than the instant in a sorted list. */
function firstAfter(sorted: Float64Array, instant: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((sorted[mid] ?? Infinity) <= instant) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

const NONE: readonly Occurrence[] = [];

/** Those whose window closed after `since` and by `instant`: `since < until ≤ instant`, in order of closing. */
export function closedBetween(index: ProgrammeIndex, since: number, instant: number): readonly Occurrence[] {
  if (since >= instant) return NONE;
  const from = firstAfter(index.ends, since);
  if ((index.ends[from] ?? Infinity) > instant) return NONE;
  return index.byUntil.slice(from, firstAfter(index.ends, instant));
}

/** Start of the first slot strictly after the instant; Infinity when there is none. */
export function nextSlotAfter(index: ProgrammeIndex, instant: number): number {
  return index.starts[firstAfter(index.starts, instant)] ?? Infinity;
}
