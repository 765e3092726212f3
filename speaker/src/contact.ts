import { AssignmentReply, type DeviceStatus, type LoginReply } from '@nguon/protocol/device.ts';
import { deviceTopic } from '@nguon/protocol/topics.ts';
import { verifyAssignment } from './identity.ts';
import { Link } from './link.ts';
import type { Log } from './log.ts';
import { type Login, logIn } from './login.ts';
import type { Memory } from './memory.ts';
import { ProgrammeSync } from './programme-sync.ts';
import { type Pass, Push } from './push.ts';
import { Sender } from './sender.ts';
import { type Supplies, placeOf } from './supplies.ts';
import { getText } from './web.ts';

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
    await Promise.all([this.#link.close(), this.#push.close(), this.#sender.close()]);
  }

  async #take({ reply, roundTripMs }: Login): Promise<void> {
    const { memory, supplies, onContact } = this.#parts;
    memory.clock.learn(Date.parse(reply.time), roundTripMs);
    this.#pass = { path: reply.brokerPath, password: reply.brokerPassword, expiresAt: Date.parse(reply.expiresAt) };
    onContact();
    this.#sender.reached();
    if (reply.assignmentVersion > memory.identity.assignment.version) await this.#fetchAssignment(reply);
    this.#push.ensure();
    const complete = await this.#sync.followAll(reply.programmes);
    supplies.refresh();
    // A contact that withheld a programme is none: what may have been recalled there goes stale.
    if (complete) memory.contactAt = memory.clock.now();
    onContact();
  }

  async #fetchAssignment(reply: LoginReply): Promise<void> {
    const { memory, supplies, log } = this.#parts;
    const { root, device, address, assignment: held } = memory.identity;
    const text = await getText(address, reply.assignmentUrl, { authorization: `Bearer ${reply.brokerPassword}` });
    const { assignment: jws } = AssignmentReply.parse(JSON.parse(text));
    const assignment = await verifyAssignment(jws, root, device);
    if (assignment.version <= held.version) return;
    await memory.assign(jws, assignment);
    await supplies.programmes.load(assignment);
    log.info('assignment', { version: assignment.version });
    this.#push.restart();
  }

  #hear(topic: string, payload: Buffer): void {
    const { device } = this.#parts.memory.identity;
    if (topic === deviceTopic(device, 'command')) this.#parts.onCommand(payload.toString('utf8'));
    else if (topic === deviceTopic(device, 'assignment')) this.#link.refresh();
    else if (topic !== deviceTopic(device, 'status')) void this.#sync.followHint(topic, payload);
  }
}
