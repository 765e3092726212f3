import { localTimeOfDay, DAY_MS, zoneOffset } from '@nguon/protocol/wall-clock.ts';

/** Local minute of the day at which a demo begins: three minutes before its afternoon slot. */
export const DEMO_MINUTE = 16 * 60 + 57;

/**
 * Offset that brings a demo's clock forward, never back, to a minute of the local day.
 * @param machine the machine's own time and @param offset the offset so far, milliseconds
 * @param minute minute of the province's day
 */
export function forwardTo(minute: number, machine: number, offset: number): number {
  const passed = localTimeOfDay(machine + offset, zoneOffset('Asia/Ho_Chi_Minh'));
  const wanted = minute * 60_000;
  return offset + (wanted >= passed ? wanted - passed : DAY_MS - passed + wanted);
}
