import type { Request, Slot } from '@nguon/protocol/request.ts';

/** A request that waits for somebody, as far as it matters which others go with it. */
export interface Waiting {
  id: string;
  unit: string;
  unitName: string;
  times: Request['times'];
  /** Milliseconds that are to be heard of it. */
  listenMs: number;
}

/** Requests of one unit for one slot (buổi): heard in one go and approved together, each by its own digest. */
export interface WaitingSlot {
  unit: string;
  unitName: string;
  /** Start of the slot. */
  at: string;
  requests: string[];
  listenMs: number;
}

/** The slot that a request goes with: the first of its slots that is not over. null: none, as "Phát ngay". */
export function slotWith(times: Request['times'], now: Date): Slot | null {
  if (times.kind !== 'slots') return null;
  return times.slots.find(({ until }) => Date.parse(until) > now.getTime()) ?? null;
}

/**
 * The slots for which more than one request waits, soonest first; in each the requests keep their order. A request for several slots goes
 * with the first of them that is not over; "Phát ngay" goes with none.
 */
export function waitingSlots(waiting: readonly Waiting[], now: Date): WaitingSlot[] {
  const slots = new Map<string, WaitingSlot>();
  for (const { id, unit, unitName, times, listenMs } of waiting) {
    const next = slotWith(times, now);
    if (!next) continue;
    const key = `${unit} ${next.at}`;
    const slot = slots.get(key) ?? { unit, unitName, at: next.at, requests: [], listenMs: 0 };
    slots.set(key, { ...slot, requests: [...slot.requests, id], listenMs: slot.listenMs + listenMs });
  }
  return [...slots.values()]
    .filter(({ requests }) => requests.length > 1)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
