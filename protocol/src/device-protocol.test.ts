import { readFile } from 'node:fs/promises';
import { importJWK, type CryptoKey } from 'jose';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { sha256 } from './canonical.ts';
import {
  ClaimStatement,
  DeviceCommand,
  DeviceStatus,
  LoginAnswer,
  LoginReply,
  NotPlayedReason,
  Receipt,
  ReceiptBatch,
  parseClaimString,
} from './device.ts';
import { ERRORS } from './errors.ts';
import { Assignment, Programme } from './programme.ts';
import { requestDigest } from './request.ts';
import { kidOf, signDocument } from './sign.ts';
import { deviceFilter, deviceTopic, unitFilter, unitProgrammeTopic } from './topics.ts';
import { MAX_DOCUMENT_BYTES, TYPES, verifyDocument } from './verify.ts';
import { fourWords } from './words.ts';

const page = await readFile(new URL('../../docs/device-protocol.md', import.meta.url), 'utf8');
const golden = await readFile(new URL('../golden/resolve.json', import.meta.url), 'utf8');

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ClaimStatement,
  Assignment,
  LoginAnswer,
  LoginReply,
  DeviceStatus,
  Programme,
  ReceiptBatch,
  DeviceCommand,
};

/** Fenced blocks of the page by what stands behind the three ticks: `json Programme`. */
const blocks = new Map(
  [...page.matchAll(/^```(.+)\n([\s\S]*?)\n```$/gm)].map(([, info = '', body = '']) => [info, body]),
);

function example<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  return schema.parse(JSON.parse(blocks.get(`json ${name}`) ?? ''));
}

describe('the page for makers of devices', () => {
  it('names a schema for each JSON example, and has one of each', () => {
    const named = [...blocks.keys()].filter((info) => info.startsWith('json'));
    expect(named.toSorted()).toEqual(
      Object.keys(SCHEMAS)
        .map((name) => `json ${name}`)
        .toSorted(),
    );
    expect(page.match(/^```\w/gm)).toHaveLength(blocks.size);
  });

  it.each(Object.entries(SCHEMAS))('shows a right %s', (name, schema) => {
    expect(() => example(name, schema)).not.toThrow();
  });

  it('shows orders under the digest of their request, approved by that digest', async () => {
    for (const entry of example('Programme', Programme).entries) {
      if (entry.kind !== 'order') continue;
      expect(entry.digest).toBe(await requestDigest(entry.request));
      for (const { digest } of entry.approvals) expect(digest).toBe(entry.digest);
    }
  });

  it('shows keys under their own names', async () => {
    for (const { kid, x } of example('Assignment', Assignment).keys) expect(kid).toBe(await kidOf(x));
  });

  it('shows a signed text that a reader accepts and RFC 8037’s key makes again', async () => {
    const statement = example('ClaimStatement', ClaimStatement);
    const key = { kid: await kidOf(statement.x), x: statement.x };
    const jws = blocks.get('text ClaimStatement, signed') ?? '';
    expect(await verifyDocument(jws, { type: TYPES.claim, schema: ClaimStatement, keys: [key] })).toEqual(statement);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.x, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' };
    const signer = { kid: key.kid, key: (await importJWK(jwk, 'Ed25519')) as CryptoKey };
    expect(await signDocument(statement, TYPES.claim, signer)).toBe(jws);
  });

  it('shows a claim string, and the four words of its root key and the example’s device', async () => {
    const claim = parseClaimString(blocks.get('text claim string') ?? '');
    const rootX = /root\s+key\s+is\s+`([\w-]{43})`/.exec(page)?.[1] ?? '';
    expect(claim?.rootSha256).toBe(await sha256(rootX));
    const words = await fourWords(rootX, example('ClaimStatement', ClaimStatement).x);
    expect(page).toContain(words.join(' · '));
  });
});

describe('what the page lists', () => {
  it.each(Object.values(TYPES))('purpose %s', (type) => expect(page).toContain(`\`${type}\``));

  it.each([
    unitProgrammeTopic('UNIT'),
    unitFilter('UNIT'),
    deviceTopic('DEVICE', 'assignment'),
    deviceTopic('DEVICE', 'command'),
    deviceTopic('DEVICE', 'status'),
    deviceFilter('DEVICE'),
  ])('topic %s', (topic) => expect(page).toContain(`\`${topic}\``));

  it.each([...NotPlayedReason.options, ...Receipt.shape.kind.options])('receipt word %s', (word) =>
    expect(page).toContain(`\`${word}\``),
  );

  it('error codes with their status', () => {
    const rows = [...page.matchAll(/^\| `([a-z-]+)`\s*\| (\d{3}) /gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [, code = '', status] of rows) expect(ERRORS).toHaveProperty([code, 'status'], Number(status));
  });

  it('limits and counts', () => {
    expect(page).toContain(`at most ${MAX_DOCUMENT_BYTES} characters`);
    expect(page).toContain(`${(JSON.parse(golden) as { scenarios: unknown[] }).scenarios.length} timelines`);
    expect(page.split('\n').length).toBeLessThanOrEqual(351);
  });
});
