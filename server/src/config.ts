import { resolve } from 'node:path';
import { z } from 'zod';

/** Variables by name, as the operating system hands them over; an empty text counts as not given. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the operator may set, and what the supervisor hands to its children (`handed`). */
export type Config = {
  /** PostgreSQL of the operator; absent: the embedded one that the supervisor minds. */
  readonly databaseUrl?: string;
  readonly port: number;
  readonly host: string;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Origin under which people and devices reach the server, without a closing slash. */
  readonly publicUrl: string;
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** Addresses and networks (CIDR) of proxies that are believed when they say for whom they call; absent: nobody is. */
  readonly trustProxy?: readonly string[];
  /** First administrator; absent: a one-time link is printed. */
  readonly admin?: { readonly email: string; readonly password: string };
  /** Broker of the operator; absent: our own. */
  readonly mqttUrl?: string;
  /** SMS gateway (SMPP); absent: no texts are sent. */
  readonly smsUrl?: string;
  /** Where machine voices beyond the bundled one come from. */
  readonly voices: {
    /** Absolute path of a folder with a folder for each voice. */
    readonly dir?: string;
    /** Address of a program that reads texts aloud, without a closing slash, and the token that it wants. */
    readonly provider?: { readonly url: string; readonly token?: string };
  };
  readonly logLevel: LogLevel;
  readonly handed: Handed;
};

/** Given by the supervisor to the processes that it starts; never written by a person. */
export type Handed = {
  readonly brokerPort?: number;
  readonly brokerSecret?: string;
  readonly signerPort?: number;
  readonly signerUrl?: string;
  readonly signerToken?: string;
  readonly sessionSecret?: string;
  /** Milliseconds that the clock of a demo or test folder runs ahead (negative: behind). */
  readonly clockOffsetMs: number;
};

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One wrong variable: its name and a sentence that says what is expected. */
export type ConfigProblem = { readonly variable: string; readonly vi: string; readonly en: string };

/** Thrown by readConfig; `message` holds a line for each wrong variable, Vietnamese then English. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => `${problem.variable}: ${problem.vi} / ${problem.en}`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The variables of this process. Nothing else in the server reads them. */
export function environment(): Environment {
  return process.env;
}

/** Variables a child may inherit whatever it does: they find programs, folders and languages, and hold no secret. */
export function plainEnvironment(env: Environment): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'LOG_LEVEL'];
  return Object.fromEntries(kept.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));
const link = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)));
const text = (least: number) => z.string().min(least);

/** A network of all addresses would let everybody name any address as their own. */
const proxyNetwork = z.union([
  z.ipv4(),
  z.ipv6(),
  z.cidrv4().refine((network) => !network.endsWith('/0')),
  z.cidrv6().refine((network) => !network.endsWith('/0')),
]);
const proxies = z
  .string()
  .transform((list) => list.split(',').map((one) => one.trim()))
  .pipe(z.array(proxyNetwork).min(1));

type Rule = { schema: z.ZodType; vi: string; en: string };
const port: Rule = {
  schema: whole(1, 65_535),
  vi: 'phải là số nguyên từ 1 đến 65535',
  en: 'must be a whole number from 1 to 65535',
};
const secret: Rule = { schema: text(32), vi: 'phải có ít nhất 32 ký tự', en: 'must have at least 32 characters' };
const file: Rule = { schema: text(1), vi: 'phải là đường dẫn tệp', en: 'must be the path of a file' };

/** One rule for each variable; the sentence is what is printed when the value breaks it. */
const RULES = {
  DATABASE_URL: {
    schema: link('postgres', 'postgresql'),
    vi: 'phải có dạng postgres://người-dùng:mật-khẩu@máy:cổng/tên',
    en: 'must look like postgres://user:password@host:port/name',
  },
  PORT: port,
  HOST: {
    schema: z.string().regex(/^[0-9a-zA-Z.:_-]{1,253}$/),
    vi: 'phải là địa chỉ IP hoặc tên máy',
    en: 'must be an IP address or a host name',
  },
  DATA_DIR: { schema: text(1), vi: 'phải là đường dẫn thư mục', en: 'must be the path of a folder' },
  PUBLIC_URL: {
    schema: z.string().refine(isPublicOrigin),
    vi: 'phải là https://tên-máy (http chỉ dùng với localhost), không kèm đường dẫn',
    en: 'must be https://host (http only for localhost), without a path',
  },
  TLS_CERT: file,
  TLS_KEY: file,
  TRUST_PROXY: {
    schema: proxies,
    vi: 'phải là các địa chỉ IP hoặc mạng (10.0.0.0/8), cách nhau bằng dấu phẩy',
    en: 'must be IP addresses or networks (10.0.0.0/8), separated by commas',
  },
  ADMIN_EMAIL: { schema: z.email(), vi: 'phải là địa chỉ thư điện tử', en: 'must be an e-mail address' },
  ADMIN_PASSWORD: { schema: text(12), vi: 'phải có ít nhất 12 ký tự', en: 'must have at least 12 characters' },
  MQTT_URL: {
    schema: link('mqtt', 'mqtts'),
    vi: 'phải có dạng mqtt://máy:cổng hoặc mqtts://máy:cổng',
    en: 'must look like mqtt://host:port or mqtts://host:port',
  },
  SMS_URL: {
    schema: link('smpp', 'ssmpp'),
    vi: 'phải có dạng smpp://người-dùng:mật-khẩu@máy:cổng?from=TÊN (ssmpp:// khi có TLS)',
    en: 'must look like smpp://user:password@host:port?from=NAME (ssmpp:// with TLS)',
  },
  VOICES_DIR: { schema: text(1), vi: 'phải là đường dẫn thư mục', en: 'must be the path of a folder' },
  VOICE_HTTP_URL: {
    schema: link('http', 'https'),
    vi: 'phải có dạng http://máy:cổng hoặc https://máy',
    en: 'must look like http://host:port or https://host',
  },
  VOICE_HTTP_TOKEN: { schema: text(1), vi: 'phải có ít nhất một ký tự', en: 'must have at least one character' },
  LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS),
    vi: `phải là một trong ${LOG_LEVELS.join(', ')}`,
    en: `must be one of ${LOG_LEVELS.join(', ')}`,
  },
  BROKER_PORT: port,
  BROKER_SECRET: secret,
  SIGNER_PORT: port,
  SIGNER_URL: {
    schema: link('http'),
    vi: 'phải có dạng http://127.0.0.1:cổng',
    en: 'must look like http://127.0.0.1:port',
  },
  SIGNER_TOKEN: secret,
  SESSION_SECRET: secret,
  CLOCK_OFFSET_MS: { schema: whole(-4e12, 4e12), vi: 'phải là số mili giây', en: 'must be a number of milliseconds' },
} satisfies Record<string, Rule>;
type Name = keyof typeof RULES;

/**
 * Reads and checks the configuration.
 * @param env variables; unknown ones are left alone, an empty one counts as absent
 * @throws ConfigError naming every wrong variable and what is expected of it
 */
export function readConfig(env: Environment): Config {
  const problems: ConfigProblem[] = [];
  const values = readValues(env, problems);
  checkPairs(env, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const take = <T>(name: Name): T | undefined => values.get(name) as T | undefined;
  const listenPort = take<number>('PORT') ?? 8080;
  const scheme = take('TLS_CERT') ? 'https' : 'http';
  const publicUrl = new URL(take<string>('PUBLIC_URL') ?? `${scheme}://localhost:${listenPort}`).origin;
  return {
    ...given('databaseUrl', take<string>('DATABASE_URL')),
    port: listenPort,
    // While only this machine is meant to reach the pages, nobody else can knock.
    host: take<string>('HOST') ?? (isLocal(new URL(publicUrl)) ? '127.0.0.1' : '0.0.0.0'),
    dataDir: resolve(take<string>('DATA_DIR') ?? 'data'),
    publicUrl,
    ...given('tls', pair('certFile', take<string>('TLS_CERT'), 'keyFile', take<string>('TLS_KEY'))),
    ...given('trustProxy', take<readonly string[]>('TRUST_PROXY')),
    ...given('admin', pair('email', take<string>('ADMIN_EMAIL'), 'password', take<string>('ADMIN_PASSWORD'))),
    ...given('mqttUrl', take<string>('MQTT_URL')),
    ...given('smsUrl', take<string>('SMS_URL')),
    voices: voicesOf(take<string>('VOICES_DIR'), take<string>('VOICE_HTTP_URL'), take<string>('VOICE_HTTP_TOKEN')),
    logLevel: take<LogLevel>('LOG_LEVEL') ?? 'info',
    handed: {
      ...given('brokerPort', take<number>('BROKER_PORT')),
      ...given('brokerSecret', take<string>('BROKER_SECRET')),
      ...given('signerPort', take<number>('SIGNER_PORT')),
      ...given('signerUrl', take<string>('SIGNER_URL')),
      ...given('signerToken', take<string>('SIGNER_TOKEN')),
      ...given('sessionSecret', take<string>('SESSION_SECRET')),
      clockOffsetMs: take<number>('CLOCK_OFFSET_MS') ?? 0,
    },
  };
}

function voicesOf(dir?: string, url?: string, token?: string): Config['voices'] {
  const provider = url === undefined ? undefined : { url: url.replace(/\/+$/, ''), ...given('token', token) };
  return { ...given('dir', dir && resolve(dir)), ...given('provider', provider) };
}

function readValues(env: Environment, problems: ConfigProblem[]): Map<Name, unknown> {
  const values = new Map<Name, unknown>();
  for (const name of Object.keys(RULES) as Name[]) {
    const raw = env[name];
    if (!raw) continue;
    const result = RULES[name].schema.safeParse(raw);
    if (result.success) values.set(name, result.data);
    else problems.push({ variable: name, vi: RULES[name].vi, en: RULES[name].en });
  }
  return values;
}

/** Some variables mean something only together. */
function checkPairs(env: Environment, problems: ConfigProblem[]): void {
  for (const [one, other] of [
    ['TLS_CERT', 'TLS_KEY'],
    ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
  ] as const) {
    if (Boolean(env[one]) === Boolean(env[other])) continue;
    const missing = env[one] ? other : one;
    const present = env[one] ? one : other;
    problems.push({
      variable: missing,
      vi: `phải đặt cùng với ${present}`,
      en: `must be set together with ${present}`,
    });
  }
}

/** Microphone, service worker, passkey and WebCrypto exist only in a secure context: https, or this machine. */
function isPublicOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url));
}

function isLocal(url: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) || url.hostname.endsWith('.localhost');
}

function given<K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: T });
}

function pair<A extends string, B extends string>(a: A, one: string | undefined, b: B, other: string | undefined) {
  return one !== undefined && other !== undefined ? ({ [a]: one, [b]: other } as Record<A | B, string>) : undefined;
}
