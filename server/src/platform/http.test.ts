import { afterEach, describe, expect, it } from 'vitest';
import { buildHttp, type Doors } from './http.ts';
import { silentLog } from './log.ts';

const PROXY = '10.0.3.7';
const STRANGER = '203.0.113.9';

let app: Doors;
afterEach(() => app.close());

async function open(trustProxy?: readonly string[]): Promise<void> {
  app = await buildHttp({
    log: silentLog(),
    publicUrl: 'http://localhost:1',
    identify: async () => null,
    ...(trustProxy !== undefined && { trustProxy }),
  });
  app.get('/limited', { config: { rateLimit: { max: 1, timeWindow: '1 minute' } } }, async ({ ip }) => ({ ip }));
}

/** Calls a door that lets each address through once a minute. */
async function call(peer: string, forwarded?: string): Promise<string> {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const answer = await app.inject({ url: '/limited', remoteAddress: peer, headers });
  return answer.statusCode === 429 ? 'too many' : answer.json<{ ip: string }>().ip;
}

describe('limits of calls', () => {
  it('count by who connects, whatever that one writes', async () => {
    await open();
    expect(await call(STRANGER, '198.51.100.1')).toBe(STRANGER);
    expect(await call(STRANGER, '198.51.100.2')).toBe('too many');
  });

  it('count by whom a known proxy calls for', async () => {
    await open(['10.0.3.0/24']);
    expect(await call(PROXY, '198.51.100.1')).toBe('198.51.100.1');
    expect(await call(PROXY, '198.51.100.2')).toBe('198.51.100.2');
    expect(await call(PROXY, '198.51.100.1')).toBe('too many');
  });

  it('do not believe others beside the proxy, nor what a caller wrote before the proxy did', async () => {
    await open(['10.0.3.0/24']);
    expect(await call(STRANGER, '198.51.100.1')).toBe(STRANGER);
    expect(await call(STRANGER, '198.51.100.2')).toBe('too many');
    expect(await call(PROXY, '192.0.2.1, 198.51.100.3')).toBe('198.51.100.3');
    expect(await call(PROXY, '192.0.2.2, 198.51.100.3')).toBe('too many');
  });
});
