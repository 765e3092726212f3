import type { DeviceStatus, LoginReply } from '@nguon/protocol/device.ts';
import { deviceTopic } from '@nguon/protocol/topics.ts';
import { RefusedDocument } from '@nguon/protocol/verify.ts';
import { verifyAssignment } from './identity.ts';
import { Link } from './link.ts';
import { type Log, sentenceOf } from './log.ts';
import { type Login, logIn } from './login.ts';
import type { Memory } from './memory.ts';
import { ProgrammeSync } from './programme-sync.ts';
import { type Pass, Push } from './push.ts';
import { Sender } from './sender.ts';
import { type Supplies, placeOf } from './supplies.ts';
import { getText } from './web.ts';

/** Refused assignments recorded in one life: a flood of forged ones must not fill the disk. */
const MOST_REFUSALS_TOLD = 100;

const LOOK_WITHIN_MS = 2_000;

/** What the contact needs of the rest of the speaker. */
export interface ContactParts {
  memory: Memory;
  supplies: Supplies;
  log: Log;
  refreshMs: number;
  status: (online: boolean, session: number) => DeviceStatus;
  onCommand: (jws: string) => void;
  /** The clock was set, or the newest programmes are here, or the assignment changed. */
  onContact: () => void;
}

/** All ways between this speaker and its province: login, push, programmes, receipts. Any of them may be missing; each comes back by itself. */
export class Contact {
  readonly #parts: ContactParts;
  readonly #sync: ProgrammeSync;
  readonly #link: Link;
  readonly #push: Push;
  readonly #sender: Sender;
  #pass: Pass | null = null;
  #restartPush = false;
  #looking: NodeJS.Timeout | undefined;
  #refusedAssignments = 0;

  constructor(parts: ContactParts) {
    this.#parts = parts;
    const { memory, supplies, log } = parts;
    const address = (): string => memory.identity.address;
    const now = (): number => memory.clock.now();
    this.#sync = new ProgrammeSync(supplies.programmes, address, () => supplies.refresh(), log);
    this.#sender = new Sender(memory.ledger, () => memory.identity, log);
    memory.ledger.onReceipt = () => this.#sender.wake();
    this.#push = new Push({
      log,
      device: memory.identity.device,
      address,
      units: () => memory.identity.assignment.units.map(({ unit }) => unit),
      pass: () => this.#pass,
      now,
      status: parts.status,
      onMessage: (topic, payload) => this.#hear(topic, payload),
      onSubscribed: () => this.#lookShortly(),
      onPassRefused: () => this.#link.refresh(),
    });
    this.#link = new Link({
      log,
      logIn: () => logIn(memory.identity, memory.boot, memory.ticks),
      take: (login) => this.#take(login),
      now,
      isPushed: () => this.#push.connected,
      refreshMs: parts.refreshMs,
      place: placeOf(memory.identity.device),
    });
  }

  get connected(): boolean {
    return this.#push.connected;
  }

  start(): void {
    this.#link.start();
  }

  /** Sends a heartbeat now, where there is a connection. */
  beat(): void {
    this.#push.beat();
  }

  async close(): Promise<void> {
    clearTimeout(this.#looking);
    await Promise.all([this.#link.close(), this.#push.close(), this.#sender.close()]);
  }

  /** A hint may have been given between the last login and this connection: looks once more, thousands of devices not all at once. */
  #lookShortly(): void {
    clearTimeout(this.#looking);
    this.#looking = setTimeout(() => this.#link.refresh(), Math.random() * LOOK_WITHIN_MS);
  }

  async #take({ reply, roundTripMs }: Login): Promise<void> {
    const { memory, supplies, onContact } = this.#parts;
    memory.clock.learn(Date.parse(reply.time), roundTripMs);
    this.#pass = { path: reply.brokerPath, password: reply.brokerPassword, expiresAt: Date.parse(reply.expiresAt) };
    onContact();
    this.#sender.reached();
    if (reply.assignmentVersion > memory.identity.assignment.version) await this.#fetchAssignment(reply);
    if (this.#restartPush) this.#push.restart();
    this.#restartPush = false;
    this.#push.ensure();
    const complete = await this.#sync.followAll(reply.programmes);
    supplies.refresh();
    // A contact that withheld a programme is none: what may have been recalled there goes stale.
    if (complete) memory.contactAt = memory.clock.now();
    onContact();
  }

  async #fetchAssignment(reply: LoginReply): Promise<void> {
    const { address } = this.#parts.memory.identity;
    await this.#adopt(await getText(address, reply.assignmentUrl));
    this.#push.restart();
  }

  /** Takes over a newer assignment of the root key; units, keys and limits hold from now on. Throws RefusedDocument. */
  async #adopt(jws: string): Promise<void> {
    const { memory, supplies, log } = this.#parts;
    const { root, device, assignment: held } = memory.identity;
    const assignment = await verifyAssignment(jws.trim(), root, device);
    if (assignment.version <= held.version) return;
    await memory.assign(jws.trim(), assignment);
    await supplies.programmes.load(assignment);
    log.info('assignment', { version: assignment.version });
  }

  /** A pushed assignment is verified like any other. The next login brings a pass for its units. */
  async #adoptPushed(jws: string): Promise<void> {
    const { memory, log } = this.#parts;
    try {
      await this.#adopt(jws);
      this.#restartPush = true;
      this.#link.refresh();
    } catch (error) {
      log.warn('assignment-refused', { why: sentenceOf(error) });
      if (!(error instanceof RefusedDocument) || this.#refusedAssignments >= MOST_REFUSALS_TOLD) return;
      this.#refusedAssignments += 1;
      await memory.note({ kind: 'refused-document', order: null, reason: null, detail: `assignment: ${error.reason}` });
    }
  }

  #hear(topic: string, payload: Buffer): void {
    const { device } = this.#parts.memory.identity;
    if (topic === deviceTopic(device, 'command')) this.#parts.onCommand(payload.toString('utf8'));
    else if (topic === deviceTopic(device, 'assignment')) void this.#adoptPushed(payload.toString('utf8'));
    else if (topic !== deviceTopic(device, 'status')) void this.#sync.followHint(topic, payload);
  }
}
