import type { DeviceStatus, LoginReply } from '@nguon/protocol/device.ts';
import { deviceTopic } from '@nguon/protocol/topics.ts';
import { Backoff } from './backoff.ts';
import { StorageFailed } from './database.ts';
import { verifyAssignment } from './identity.ts';
import { type Login, logIn } from './login.ts';
import type { Memory } from './memory.ts';
import { ProgrammeSync } from './programme-sync.ts';
import { type Programmes, unitsOf } from './programmes.ts';
import { type Pass, Push } from './push.ts';
import { Sender } from './sender.ts';
import type { Timers } from './timers.ts';
import { RefusedByServer, getText } from './web.ts';

/** What the contact needs of the rest of the device. */
export interface ContactParts {
  memory: Memory;
  programmes: Programmes;
  timers: Timers;
  status: (online: boolean, session: number) => DeviceStatus;
  onCommand: (jws: string) => void;
  /** The clock was set, programmes or the assignment changed, or the state of the link did. */
  onChange: () => void;
  /** A login went well. */
  onReached: () => void;
  /** The browser's storage refused what must be kept. */
  onFatal: (error: unknown) => void;
}

/** How this device stands with its province, for people. */
export type LinkState = 'connected' | 'reached' | 'alone' | 'refused';

const REFRESH_MS = 600_000;
/** Looks for news so often when no push brings them. */
const UNPUSHED_MS = 60_000;
/** The pass is renewed so long before its end. */
const RENEW_BEFORE_MS = 60_000;
/** After a lost connection it looks within so many milliseconds whether the province is there at all; devices look at different moments. */
const LOST_LOOK_MS = 15_000;
const REFUSED = new Set([401, 403, 404, 410]);

/** All ways between this page and its province: login, push, programmes, receipts. Each may be missing and comes back by itself. */
export class Contact {
  readonly #parts: ContactParts;
  readonly #sync: ProgrammeSync;
  readonly #push: Push;
  readonly #sender: Sender;
  readonly #backoff = new Backoff(1_000, 120_000);
  #pass: Pass | null = null;
  #last: 'reached' | 'alone' | 'refused' = 'alone';
  #timer: number | null = null;
  #looking = false;
  #asked = false;
  #looks = 0;

  constructor(parts: ContactParts) {
    this.#parts = parts;
    const { memory, programmes, timers } = parts;
    this.#sync = new ProgrammeSync(programmes, timers, parts.onChange);
    this.#sender = new Sender(memory, timers);
    memory.ledger.onReceipt = () => this.#sender.wake();
    this.#push = new Push({
      timers,
      device: memory.identity.device,
      units: () => unitsOf(memory.identity.assignment),
      pass: () => this.#pass,
      now: () => memory.clock.now(),
      status: parts.status,
      onMessage: (topic, payload) => this.#hear(topic, payload),
      onChange: parts.onChange,
      // A recall may have been pushed between the last login and this connection.
      onSubscribed: () => this.refresh(),
      onLost: () => this.#lookSoon(),
      onPassRefused: () => this.refresh(),
    });
  }

  get state(): LinkState {
    return this.#push.connected ? 'connected' : this.#last;
  }

  /** Logs in now, or again as soon as the login under way has ended. */
  refresh(): void {
    this.#asked = true;
    if (this.#timer !== null) this.#parts.timers.clear(this.#timer);
    this.#timer = null;
    if (!this.#looking) void this.#look();
  }

  /** Sends a heartbeat now, where there is a connection. */
  beat(): void {
    this.#push.beat();
  }

  #lookSoon(): void {
    if (this.#timer === null) return;
    this.#parts.timers.clear(this.#timer);
    this.#timer = this.#parts.timers.set(() => this.refresh(), 1_000 + LOST_LOOK_MS * Math.random());
  }

  async #look(): Promise<void> {
    this.#looking = true;
    let wait: number;
    this.#asked = false;
    try {
      const { memory } = this.#parts;
      const life = { boot: memory.boot, software: memory.role.software };
      const login = await logIn(memory.identity, life, memory.ticks);
      await this.#take(login);
      this.#backoff.reset();
      wait = this.#untilNext(login.reply);
    } catch (error) {
      if (error instanceof StorageFailed) this.#parts.onFatal(error);
      const refused = error instanceof RefusedByServer && REFUSED.has(error.status);
      this.#last = refused ? 'refused' : 'alone';
      wait = 500 + this.#backoff.next();
    }
    this.#looking = false;
    this.#parts.onChange();
    this.#timer = this.#parts.timers.set(() => this.refresh(), this.#asked ? 0 : wait);
  }

  async #take({ reply, roundTripMs }: Login): Promise<void> {
    const { memory, onChange, onReached } = this.#parts;
    memory.clock.learn(Date.parse(reply.time), roundTripMs);
    this.#pass = { path: reply.brokerPath, password: reply.brokerPassword, expiresAt: Date.parse(reply.expiresAt) };
    this.#last = 'reached';
    onChange();
    this.#sender.reached();
    if (reply.assignmentVersion > memory.identity.assignment.version) await this.#fetchAssignment(reply);
    this.#push.ensure();
    const complete = await this.#sync.followAll(reply.programmes);
    // A contact that withheld a programme is none: what may have been recalled there goes stale.
    if (complete) memory.contactAt = memory.clock.now();
    onReached();
  }

  async #fetchAssignment(reply: LoginReply): Promise<void> {
    const { memory, programmes } = this.#parts;
    const { root, device, assignment: held } = memory.identity;
    const jws = await getText(reply.assignmentUrl);
    const assignment = await verifyAssignment(jws, { root, device, kind: held.kind });
    if (assignment.version <= held.version) return;
    await memory.assign(jws, assignment);
    await programmes.load();
    this.#push.restart();
  }

  #untilNext(reply: LoginReply): number {
    this.#looks += 1;
    const interval = this.#looks === 1 ? REFRESH_MS * Math.random() : REFRESH_MS;
    const wanted = this.#push.connected ? interval : Math.min(interval, UNPUSHED_MS);
    const passLeft = Date.parse(reply.expiresAt) - this.#parts.memory.clock.now();
    return Math.max(1_000, Math.min(wanted, passLeft - Math.min(RENEW_BEFORE_MS, passLeft / 2)));
  }

  #hear(topic: string, payload: string): void {
    const { device } = this.#parts.memory.identity;
    if (topic === deviceTopic(device, 'command')) this.#parts.onCommand(payload);
    else if (topic === deviceTopic(device, 'assignment')) this.refresh();
    else if (topic !== deviceTopic(device, 'status')) this.#sync.followHint(topic, payload).catch(this.#parts.onFatal);
  }
}
