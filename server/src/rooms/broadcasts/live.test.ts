import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveEvent } from '@nguon/protocol/http/broadcasts.ts';
import { issueProgramme } from './programmes.ts';
import { type Air, buildAir, type Person, putSpeaker } from './testing/air.ts';

let air: Air;
let address: string;
beforeAll(async () => {
  air = await buildAir();
  await air.house.t.app.listen({ host: '127.0.0.1', port: 0 });
  address = `http://127.0.0.1:${(air.house.t.app.server.address() as AddressInfo).port}/api/events`;
});
afterAll(() => air.stop());

/** What a person's screen is told, from now on. */
async function look(person: Person): Promise<{ events: LiveEvent[]; over: Promise<void>; leave(): void }> {
  const line = new AbortController();
  const answer = await fetch(address, { headers: person.headers, signal: line.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events: LiveEvent[] = [];
  const read = async (): Promise<void> => {
    let text = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const one of whole) {
        if (one.startsWith('data: ')) events.push(LiveEvent.parse(JSON.parse(one.slice(6))));
      }
    }
  };
  return { events, over: read().catch(() => undefined), leave: () => line.abort() };
}

const about = (events: readonly LiveEvent[], id: string): boolean =>
  events.some(
    (event) => (event.kind === 'order' && event.id === id) || (event.kind === 'programme' && event.unit === id),
  );

it('is for people who are signed in', async () => {
  expect((await fetch(address)).status).toBe(401);
});

it('tells each what changed in the units of the grants, and of no other', async () => {
  const [own, neighbour, board] = [
    await look(air.people.officer),
    await look(air.people.neighbour),
    await look(air.people.board1),
  ];
  const speaker = await putSpeaker(air, air.villages[0]!);
  const { order } = await air.order();
  await issueProgramme(air.platform, { unit: air.communes[0] });
  for (const screen of [own, board]) {
    await expect.poll(() => about(screen.events, order)).toBe(true);
    await expect.poll(() => about(screen.events, air.communes[0])).toBe(true);
  }
  own.events.length = 0;
  await speaker.tell({ order, slot: air.house.clock.now().toISOString(), kind: 'playing' });
  await expect.poll(() => about(own.events, order)).toBe(true);
  own.events.length = 0;
  await air.ask(air.people.leader, 'POST', `/api/orders/${order}/stop`, {});
  await expect.poll(() => about(own.events, order)).toBe(true);
  expect(neighbour.events).toEqual([]);
  for (const screen of [own, neighbour, board]) screen.leave();
});

it('tells a commune of the programme of a unit above it', async () => {
  const own = await look(air.people.officer);
  const district = air.house.province.districts[0]!.id;
  await issueProgramme(air.platform, { unit: district });
  await expect.poll(() => about(own.events, district)).toBe(true);
  own.leave();
});

it('lets nobody open lines without end', async () => {
  const lines = [];
  for (let count = 0; count < 12; count += 1) lines.push(await look(air.people.viewer));
  expect((await fetch(address, { headers: air.people.viewer.headers })).status).toBe(429);
  for (const line of lines) line.leave();
  await expect
    .poll(async () => {
      const again = await fetch(address, { headers: air.people.viewer.headers });
      await again.body?.cancel();
      return again.status;
    })
    .toBe(200);
});

it('ends with the server', async () => {
  const own = await look(air.people.officer);
  await air.house.t.app.close();
  await expect(own.over).resolves.toBeUndefined();
});
