import { describe, expect, it } from 'vitest';
import { ConfigError, plainEnvironment, readConfig } from './config.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => problem.variable);
  }
}

describe('configuration', () => {
  it('needs nothing to start on this machine alone', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      logLevel: 'info',
    });
    expect(config.dataDir).toMatch(/\/data$/);
    expect(config.handed.clockOffsetMs).toBe(0);
    expect(config).not.toHaveProperty('databaseUrl');
  });

  it('listens to the network once a public address is given', () => {
    expect(readConfig({ PUBLIC_URL: 'https://nguon.example.vn/' })).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://nguon.example.vn',
    });
  });

  it('counts an empty variable as not given', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(8080);
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://a'],
    ['PUBLIC_URL', 'http://nguon.example.vn'],
    ['PUBLIC_URL', 'https://nguon.example.vn/a'],
    ['HOST', 'a b'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', '::/0'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '127.0.0.1,'],
    ['TRUST_PROXY', 'proxy.example.vn'],
    ['MQTT_URL', 'http://a'],
    ['VOICE_HTTP_URL', 'ftp://a'],
    ['SESSION_SECRET', 'short'],
    ['CLOCK_OFFSET_MS', '1.5'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s when it is %s', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([variable]);
  });

  it('takes voices of a folder and of a provider, without its closing stroke', () => {
    const { voices } = readConfig({
      VOICES_DIR: '/srv/giong',
      VOICE_HTTP_URL: 'http://127.0.0.1:5002/a/',
      VOICE_HTTP_TOKEN: 'b',
    });
    expect(voices).toEqual({ dir: '/srv/giong', provider: { url: 'http://127.0.0.1:5002/a', token: 'b' } });
    expect(readConfig({}).voices).toEqual({});
  });

  it('takes proxies as addresses and networks', () => {
    expect(readConfig({})).not.toHaveProperty('trustProxy');
    expect(readConfig({ TRUST_PROXY: '127.0.0.1, 10.1.0.0/16,::1' }).trustProxy).toEqual([
      '127.0.0.1',
      '10.1.0.0/16',
      '::1',
    ]);
  });

  it('asks for the other half of a pair, and names all wrong values at once', () => {
    expect(problemsOf({ TLS_CERT: '/a.pem' })).toEqual(['TLS_KEY']);
    expect(problemsOf({ ADMIN_PASSWORD: 'a-long-password', PORT: 'x' })).toEqual(['PORT', 'ADMIN_EMAIL']);
  });

  it('says in both languages what is expected', () => {
    expect(() => readConfig({ PORT: 'x' })).toThrow(
      /PORT: phải là số nguyên.* \/ must be a whole number from 1 to 65535/,
    );
  });

  it('gives a child no secret by inheritance', () => {
    expect(plainEnvironment({ PATH: '/bin', DATABASE_URL: 'postgres://x', SESSION_SECRET: 's' })).toEqual({
      PATH: '/bin',
    });
  });
});
