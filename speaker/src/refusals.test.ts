import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderEntry, Programme } from '@nguon/protocol/programme.ts';
import { generateKey, signDocument } from '@nguon/protocol/sign.ts';
import { TYPES, encode } from '@nguon/protocol/verify.ts';
import { UNITS, buildOrder, slotsAt, expectSoon } from '../../test/system/province-stub.ts';
import { Lab } from './testing/lab.ts';

let lab: Lab;
let held: Programme;
let speaker: Awaited<ReturnType<Lab['run']>>['speaker'];

beforeAll(async () => {
  lab = await Lab.open();
  await lab.claim('one');
  speaker = (await lab.run('one')).speaker;
  await expectSoon('it is connected', () => speaker.report().connected);
  held = lab.province.programme(UNITS.commune, []);
  await lab.province.publish(held);
  await expectSoon('it holds a programme', () => version() === held.version);
});

afterAll(() => lab.close());

const version = (): number =>
  speaker.report().status.programmes.find(({ unit }) => unit === UNITS.commune)?.version ?? 0;
const details = (): string[] => [...lab.province.receipts.values()].map(({ detail }) => detail ?? '');

function signed(programme: Programme): Promise<string> {
  return signDocument(programme, TYPES.programme, lab.province.keys.programme.signing);
}

/** Signs any text as if it were a programme. */
async function signedText(text: string): Promise<string> {
  const { signing } = lab.province.keys.programme;
  const header = encode(
    new TextEncoder().encode(JSON.stringify({ alg: 'Ed25519', kid: signing.kid, typ: TYPES.programme })),
  );
  const body = `${header}.${encode(new TextEncoder().encode(text))}`;
  const signature = await crypto.subtle.sign('Ed25519', signing.key, new TextEncoder().encode(body));
  return `${body}.${encode(new Uint8Array(signature))}`;
}

const newer = (entries: OrderEntry[] = []): Programme => lab.province.programme(UNITS.commune, entries);

async function sound(): Promise<OrderEntry> {
  return buildOrder([lab.province.addSound(Buffer.from('a sound'), 500)]);
}

const documents: Record<string, { make: () => Promise<string>; reason: string }> = {
  'an altered byte': {
    make: async () => {
      const [header, payload, signature] = (await signed(newer([await sound()]))).split('.');
      return [
        header,
        `${payload!.slice(0, 40)}${payload![40] === 'A' ? 'B' : 'A'}${payload!.slice(41)}`,
        signature,
      ].join('.');
    },
    reason: 'bad-signature',
  },
  'a key that nobody claimed': {
    make: async () => signDocument(newer(), TYPES.programme, (await generateKey(true)).signing),
    reason: 'unknown-key',
  },
  'a key that is trusted for something else': {
    make: () => signDocument(newer(), TYPES.programme, lab.province.keys.command.signing),
    reason: 'unknown-key',
  },
  'a document of another purpose': {
    make: () => signDocument(newer(), TYPES.command, lab.province.keys.programme.signing),
    reason: 'wrong-purpose',
  },
  'a signature in another spelling': {
    make: async () => {
      const jws = await signed(newer());
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      return jws.slice(0, -1) + alphabet[alphabet.indexOf(jws.at(-1)!) + 1]!;
    },
    reason: 'not-canonical',
  },
  'a JSON key that stands twice': {
    make: () => signedText(JSON.stringify(newer()).replace('{"v":1,', '{"v":1,"v":1,')),
    reason: 'not-exact-json',
  },
  'the programme of another unit': {
    make: () => signed({ ...newer(), unit: UNITS.province, level: 0 }),
    reason: 'foreign-unit',
  },
  'an older version under a newer name': {
    make: () => signed({ ...newer(), version: held.version - 1 }),
    reason: 'older-version',
  },
  'a span of a year': {
    make: () => signed({ ...newer(), until: new Date(Date.now() + 365 * 86_400_000).toISOString() }),
    reason: 'impossible-span',
  },
};

test.each(Object.entries(documents))('%s is refused and recorded', async (name, { make, reason }) => {
  const text = await make();
  const before = details().filter((detail) => detail.endsWith(reason)).length;
  await lab.province.announce(
    UNITS.commune,
    lab.province.now() + 10_000,
    text,
    `/programmes/${encodeURIComponent(name)}`,
  );
  await expectSoon('it is recorded', () => details().filter((detail) => detail.endsWith(reason)).length > before);
  expect(version()).toBe(held.version);
});

test('a hint of an older version is recorded and not followed', async () => {
  const before = lab.province.requested.length;
  lab.province.push(UNITS.commune, {
    unit: UNITS.commune,
    version: held.version - 5,
    sha256: 'b'.repeat(64),
    url: '/programmes/old',
  });
  await expectSoon('it is recorded', () =>
    details().some((detail) => detail.includes('bbbbbbbb') && detail.endsWith('older-version')),
  );
  expect(lab.province.requested.slice(before).filter(({ path }) => path === '/programmes/old')).toEqual([]);
});

const entries: Record<string, { make: () => Promise<OrderEntry>; detail: string }> = {
  'a target changed after approval': {
    make: async () => {
      const order = await sound();
      return { ...order, request: { ...order.request, targets: [UNITS.commune, UNITS.province] } };
    },
    detail: 'digest-mismatch',
  },
  'an approval of another request': {
    make: async () => {
      const order = await sound();
      return { ...order, approvals: order.approvals.map((approval) => ({ ...approval, digest: 'c'.repeat(64) })) };
    },
    detail: 'approval-of-another-request',
  },
  'an approval by the author': {
    make: async () => {
      const order = await sound();
      return {
        ...order,
        approvals: order.approvals.map((approval) => ({ ...approval, approver: order.request.author })),
      };
    },
    detail: 'author-approved',
  },
  'an item for other places': {
    make: () => buildOrder([lab.province.addSound(Buffer.from('a sound'), 500)], { targets: [UNITS.province] }),
    detail: 'foreign-target',
  },
  'a start that was not approved': {
    make: async () => {
      const times = slotsAt(Date.now(), [60_000], 60_000);
      const order = await buildOrder([lab.province.addSound(Buffer.from('a sound'), 500)], { times });
      return { ...order, slots: (slotsAt(Date.now(), [0], 60_000) as { slots: OrderEntry['slots'] }).slots };
    },
    detail: 'slot-not-approved',
  },
  'an emergency': {
    make: () => buildOrder([lab.province.addSound(Buffer.from('a sound'), 500)], { class: 'emergency' }),
    detail: 'emergency-not-in-this-version',
  },
};

test.each(Object.entries(entries))(
  '%s does not sound, and does not hold back the rest',
  async (_name, { make, detail }) => {
    const order = await make();
    held = newer([order]);
    await lab.province.publish(held);
    await expectSoon('it is recorded', () =>
      lab.province.told(order.order).some((receipt) => receipt.detail === detail),
    );
    expect(version()).toBe(held.version);
    expect(lab.province.told(order.order)).toHaveLength(1);
  },
);

test('none of them was heard', () => {
  expect([...lab.province.receipts.values()].map(({ kind }) => kind)).not.toContain('playing');
});
