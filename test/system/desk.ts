import type { OrderView } from '../../protocol/src/http/broadcasts.ts';
import type { Bulletin } from '../../protocol/src/http/bulletins.ts';
import type { RequestBody, RequestView } from '../../protocol/src/http/requests.ts';
import type { Unit } from '../../protocol/src/http/units.ts';
import { eventually, type House, pause, type Person } from './house.ts';

/** The demo's people who carry a commune's bulletin: who writes, who approves, and their commune. */
export interface Desk {
  officer: Person;
  leader: Person;
  commune: string;
}

/** Signs in the officer and the leader of the demo's first commune. */
export async function openDesk(house: House): Promise<Desk> {
  const officer = await house.enter('cán bộ xã');
  const leader = await house.enter('lãnh đạo xã');
  const me = await officer.get<{ grants: { unit: string }[] }>('/api/me');
  const commune = me.grants[0]?.unit;
  if (commune === undefined) throw new Error('the officer has no commune');
  return { officer, leader, commune };
}

/** Writes a bulletin and waits for its machine speech. */
export async function writeBulletin(officer: Person, unit: string, title: string, text: string): Promise<Bulletin> {
  const { id } = await officer.post<Bulletin>('/api/bulletins', { unit, title, text });
  await officer.post(`/api/bulletins/${id}/speech`, { pace: 'normal' });
  return soundReady(officer, id);
}

/** Waits until the speech of a bulletin is made. Throws when it failed. */
export async function soundReady(officer: Person, id: string, patience = 60_000): Promise<Bulletin> {
  return eventually(
    'the speech is made',
    async () => {
      const { status, body } = await officer.ask<Bulletin>('GET', `/api/bulletins/${id}`).catch(() => NOTHING);
      if (status !== 200) return null;
      if (body.sounds[0]?.state === 'failed') throw new Error(body.sounds[0].problem ?? 'speech failed');
      return body.sounds[0]?.state === 'ready' ? body : null;
    },
    patience,
  );
}

const NOTHING = { status: 0, body: {} as Bulletin };

/** Hears a request in real time, as a player does. @returns the listening */
export async function listen(person: Person, request: string): Promise<string> {
  const { listening, totalMs } = await person.post<{ listening: string; totalMs: number }>(
    `/api/requests/${request}/listenings`,
  );
  await pause(totalMs + 50);
  await person.put(`/api/listenings/${listening}`, { heard: [{ fromMs: 0, toMs: totalMs }] });
  return listening;
}

/** Submits a bulletin of a commune. */
export function submit(desk: Desk, bulletin: Bulletin, times: RequestBody['times']): Promise<RequestView> {
  const { id, revision } = bulletin;
  return desk.officer.post<RequestView>('/api/requests', {
    bulletin: id,
    revision,
    targets: [desk.commune],
    times,
    readings: 1,
  });
}

/** The leader listens and approves; the only step of a commune's own bulletin. */
export async function approve(desk: Desk, request: RequestView): Promise<RequestView> {
  const listening = await listen(desk.leader, request.id);
  return desk.leader.post<RequestView>(`/api/requests/${request.id}/approve`, { digest: request.digest, listening });
}

/** Orders of a bulletin, as its page shows them. */
export async function ordersOf(person: Person, bulletin: string): Promise<OrderView[]> {
  return (await person.get<{ items: OrderView[] }>(`/api/bulletins/${bulletin}/orders`)).items;
}

/** Villages of a commune. */
export function villagesOf(person: Person, commune: string): Promise<Unit[]> {
  return person.get<Unit[]>(`/api/units?parent=${commune}`);
}

/** The unit that carries a code now. Throws when there is none. */
export async function unitOf(person: Person, code: string): Promise<Unit> {
  const unit = (await person.get<Unit[]>(`/api/units?text=${code}`)).find((found) => found.code === code);
  if (!unit) throw new Error(`no unit ${code}`);
  return unit;
}

/** Prepares a place for a loudspeaker. @returns the claim string */
export async function claimStringFor(technician: Person, unit: string, name: string): Promise<string> {
  const place = { unit, kind: 'speaker', name };
  return (await technician.post<{ claimString: string }>('/api/device-claims', place)).claimString;
}

/** Adds a daily slot to a timetable, minutes of the local day. */
export async function addSlot(keeper: Person, unit: string, from: number, to: number): Promise<void> {
  const slot = {
    kind: 'bulletins',
    title: `Buổi thử ${timeOf(from)}`,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    from: timeOf(from),
    to: timeOf(to),
    stream: null,
  };
  await keeper.post(`/api/timetables/${unit}/slots`, slot);
}

/** Minutes of the day as "HH:MM". */
export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Waits until so many devices are connected. */
export async function untilOnline(technician: Person, count: number, patience = 60_000): Promise<void> {
  await eventually(
    `${count} devices are online`,
    async () => {
      const { body, status } = await technician
        .ask<{ items: { state: string }[] }>('GET', '/api/devices')
        .catch(() => ({ status: 0, body: { items: [] } }));
      return status === 200 && body.items.filter(({ state }) => state === 'online').length >= count;
    },
    patience,
  );
}
