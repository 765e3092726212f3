import smpp from 'smpp';
import { smsParts, type SmsParts } from '../lib/sms-parts.ts';
import type { Log } from './log.ts';

/** What became of one part at the gateway. */
export interface SmsReport {
  /** The gateway's own number of the part. */
  id: string;
  delivered: boolean;
}

/** A connection to an SMS gateway (SMPP 3.4, transceiver), kept while the server runs. */
export interface SmsGateway {
  /**
   * Hands a text over; several messages where it is long.
   * @param to +84…
   * @returns the gateway's numbers of the parts
   * @throws SmsAway when the gateway does not answer (try again), SmsRefused when it will not take it
   */
  send(to: string, text: string): Promise<string[]>;
  /** What later becomes of a part; one listener. */
  onReport(listener: (report: SmsReport) => void): void;
  close(): Promise<void>;
}

/** The gateway is not there. Nothing is known to have been sent. */
export class SmsAway extends Error {}
/** The gateway answered no, by this SMPP status. */
export class SmsRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the SMS gateway refused the message: status 0x${status.toString(16)}`);
    this.status = status;
  }
}

const ANSWER_MS = 15_000;
const HEARTBEAT_MS = 30_000;
const RETRY_MS = 5_000;
/** message_state of a receipt: delivered (SMPP 3.4, 5.2.28). */
const DELIVERED = 2;
const DATA_CODING = { gsm7: 0, ucs2: 8 } as const;

/**
 * Connects to `smpp://user:password@host:port?from=NGUON` (`ssmpp:` for TLS) and keeps trying while it is away.
 */
export function connectSms(url: string, log: Pick<Log, 'info' | 'warn'>): SmsGateway {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const address = { host: hostname, port: Number(port || 2775), tls: protocol === 'ssmpp:' };
  const account = { system_id: decodeURIComponent(username), password: decodeURIComponent(password) };
  const from = searchParams.get('from') ?? '';
  let listener: (report: SmsReport) => void = () => undefined;
  let session: Bound | null = null;
  let retry: NodeJS.Timeout | null = null;
  let isClosed = false;
  let reference = 0;

  const open = (): void => {
    if (isClosed) return;
    const bound = bind(address, account, {
      ready: () => log.info({ host: hostname }, 'SMS gateway connected'),
      report: (report) => listener(report),
      ended: (reason) => {
        if (session === bound) session = null;
        if (isClosed) return;
        log.warn({ host: hostname, reason }, 'SMS gateway is away');
        retry = setTimeout(open, RETRY_MS);
      },
    });
    session = bound;
  };
  open();
  return {
    async send(to, text) {
      const current = session;
      if (!current) throw new SmsAway('no connection to the SMS gateway');
      await current.bound;
      const split = smsParts(text);
      reference = (reference + 1) % 256;
      const ids: string[] = [];
      for (const index of split.parts.keys()) {
        ids.push(await current.submit(partOf(split, index, reference, { from, to: to.replace(/^\+/, '') })));
      }
      return ids;
    },
    onReport(heard) {
      listener = heard;
    },
    async close() {
      isClosed = true;
      if (retry) clearTimeout(retry);
      session?.end();
    },
  };
}

function partOf(
  { coding, parts }: SmsParts,
  index: number,
  reference: number,
  { from, to }: { from: string; to: string },
): object {
  const message = parts[index] ?? '';
  // The header that joins the parts of one text: reference, how many, which (3GPP TS 23.040, 9.2.3.24.1).
  const udh = Buffer.from([5, 0, 3, reference, parts.length, index + 1]);
  const joined = parts.length > 1;
  return {
    source_addr: from,
    source_addr_ton: /^\d+$/.test(from) ? 1 : 5,
    destination_addr: to,
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    data_coding: DATA_CODING[coding],
    esm_class: joined ? 0x40 : 0,
    registered_delivery: 1,
    short_message: joined ? { udh, message } : { message },
  };
}

interface Bound {
  /** Settles once the gateway has taken our name; rejects with SmsAway. */
  bound: Promise<void>;
  submit(message: object): Promise<string>;
  end(): void;
}

function bind(
  address: object,
  account: object,
  hear: { ready: () => void; report: (report: SmsReport) => void; ended: (reason: string) => void },
): Bound {
  const session = smpp.connect({ ...address, connectTimeout: ANSWER_MS });
  const open = Promise.withResolvers<void>();
  open.promise.catch(() => undefined);
  const waiting = new Set<(error: Error) => void>([open.reject]);
  let isOver = false;
  const heartbeat = setInterval(() => session.enquire_link(), HEARTBEAT_MS);
  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(heartbeat);
    for (const fail of waiting) fail(new SmsAway(reason));
    session.destroy();
    hear.ended(reason);
  };
  session.on('error', (error) => end(error.message));
  session.on('close', () => end('closed'));
  session.on('connect', () => {
    session.bind_transceiver(account, (pdu) => {
      if (pdu.command_status !== smpp.ESME_ROK) return end(`bind refused: ${pdu.command_status}`);
      open.resolve();
      hear.ready();
    });
  });
  session.on('deliver_sm', (pdu) => {
    session.send(pdu.response());
    const report = reportOf(pdu);
    if (report) hear.report(report);
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  const submit = (message: object): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    if (isOver) reject(new SmsAway('closed'));
    const timer = setTimeout(() => reject(new SmsAway('no answer')), ANSWER_MS);
    waiting.add(reject);
    session.submit_sm(message, (pdu) => {
      if (pdu.command_status === smpp.ESME_ROK) resolve(pdu.message_id ?? '');
      else if (pdu.command_status === smpp.ESME_RTHROTTLED) reject(new SmsAway('throttled'));
      else reject(new SmsRefused(pdu.command_status));
    });
    return promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(reject);
    });
  };
  return { bound: open.promise, submit, end: () => end('closed by us') };
}

interface DeliverPdu {
  receipted_message_id?: string;
  message_state?: number;
  short_message?: { message?: string };
}

/** Receipts come as parameters, or as the text `id:… stat:DELIVRD …` of older gateways (SMPP 3.4, appendix B). */
function reportOf({
  receipted_message_id: id,
  message_state: state,
  short_message: body,
}: DeliverPdu): SmsReport | null {
  if (id !== undefined && state !== undefined) return { id: id.replace(/\0$/, ''), delivered: state === DELIVERED };
  const [, told, status] = /id:(\S+).*stat:(\w+)/.exec(body?.message ?? '') ?? [];
  return told === undefined || status === undefined ? null : { id: told, delivered: status === 'DELIVRD' };
}
