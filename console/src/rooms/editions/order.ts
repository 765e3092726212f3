import type { EditionPartBody } from '@nguon/protocol/http/editions.ts';
import type { PartKind } from '@nguon/protocol/request.ts';

/** A part on the screen: what is sent, and what is shown of it. `key` stays with it while it is moved. */
export interface Placed extends EditionPartBody {
  key: string;
  title: string;
  /** Of one reading of all its sounds. */
  onceMs: number;
}

/** Pause between two sounds, as loudspeakers make it. */
const PAUSE_MS = 1_000;

/** The parts with one moved by so many places; at either end it stays. */
export function moved(parts: readonly Placed[], key: string, by: number): Placed[] {
  const from = parts.findIndex((part) => part.key === key);
  const part = parts[from];
  if (!part) return [...parts];
  const rest = parts.filter((one) => one !== part);
  const to = Math.min(Math.max(from + by, 0), rest.length);
  return [...rest.slice(0, to), part, ...rest.slice(to)];
}

/** A key that no part has: the same music may stand in an edition twice. */
export function freshKey(parts: readonly Pick<Placed, 'key'>[], of: string): string {
  const taken = new Set(parts.map(({ key }) => key));
  let count = 1;
  while (taken.has(`${of} ${count}`)) count += 1;
  return `${of} ${count}`;
}

/** Where a new part of a kind belongs: chime and greeting first, closing last, all else before the closing. */
export function placeFor(parts: readonly Placed[], kind: PartKind): number {
  const order: readonly PartKind[] = ['chime', 'greeting'];
  if (kind === 'closing') return parts.length;
  if (kind === 'chime') return 0;
  if (kind === 'greeting') return parts.findLastIndex((part) => order.includes(part.kind)) + 1;
  const closing = parts.findIndex((part) => part.kind === 'closing');
  return closing === -1 ? parts.length : closing;
}

/** Length of the whole with all readings and the pauses between sounds; near enough before the server has said it. */
export function totalMs(parts: readonly Pick<Placed, 'onceMs' | 'readings'>[]): number {
  const played = parts.reduce((count, { readings }) => count + readings, 0);
  const sound = parts.reduce((sum, { onceMs, readings }) => sum + onceMs * readings, 0);
  return sound + PAUSE_MS * Math.max(0, played - 1);
}
