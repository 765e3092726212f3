import { DeviceClock, type SavedClock, type Ticks, browserTicks, toInstant } from './clock.ts';
import type { Database } from './database.ts';
import { type Identity, type Role, storeIdentity } from './identity.ts';
import { Ledger, type Note, type Telling } from './ledger.ts';

/** Everything that a page remembers, for one life (`boot`). */
export class Memory {
  readonly database: Database;
  readonly role: Role;
  readonly boot: string;
  readonly ledger: Ledger;
  readonly clock: DeviceClock;
  readonly ticks: Ticks = browserTicks;
  /** Last decision of an earlier life, epoch milliseconds. */
  readonly decidedAt: number | null;
  /** Last contact that brought the newest programmes, epoch milliseconds. */
  contactAt: number | null;
  identity: Identity;
  #wishedVolume: number | null;

  private constructor(
    database: Database,
    role: Role,
    kept: { identity: Identity; boot: string; ledger: Ledger; clock: SavedClock | null; volume: number | null },
    hasRtc: boolean,
  ) {
    this.database = database;
    this.role = role;
    this.boot = kept.boot;
    this.ledger = kept.ledger;
    this.identity = kept.identity;
    this.clock = new DeviceClock(this.ticks, kept.clock, hasRtc);
    this.decidedAt = kept.clock?.decidedAt ?? null;
    this.contactAt = kept.clock?.contactAt ?? null;
    this.#wishedVolume = kept.volume;
  }

  /** Reads what lies in a database beside a verified identity. */
  static async open(database: Database, role: Role, identity: Identity): Promise<Memory> {
    const boot = crypto.randomUUID();
    const ledger = await Ledger.open(database, boot);
    const clock = ((await database.get('clock')) as SavedClock | undefined) ?? null;
    const volume = ((await database.get('volume')) as number | undefined) ?? null;
    const hasRtc = (await database.get('rtc')) === true;
    return new Memory(database, role, { identity, boot, ledger, clock, volume }, hasRtc);
  }

  /** Loudness in use, percent: never above the ceiling of the signed assignment. */
  get volume(): number {
    const { volumeCeiling } = this.identity.assignment;
    return Math.min(this.#wishedVolume ?? volumeCeiling, volumeCeiling);
  }

  /** Keeps a wished loudness, percent. */
  async wishVolume(percent: number): Promise<void> {
    await this.database.write([{ store: 'facts', key: 'volume', value: percent }]);
    this.#wishedVolume = percent;
  }

  /** Takes over a newer assignment, already verified. */
  async assign(jws: string, assignment: Identity['assignment']): Promise<void> {
    const identity = { ...this.identity, assignment };
    await storeIdentity(this.database, identity, jws);
    this.identity = identity;
  }

  /** Records what concerns no airing, to be told to the province. */
  note(note: Note): Promise<void> {
    return this.ledger.write({}, this.telling(note));
  }

  /** A note as a receipt of this moment. */
  telling(note: Note): Telling {
    const { clock } = this;
    const of = { slot: null, at: toInstant(clock.now()), clockTrusted: clock.trusted, attempt: 0, playedMs: null };
    return { ...of, ...note };
  }

  /** Writes down what is known of time. While the clock is not trusted nothing is known. */
  async saveClock(decidedAt: number | null): Promise<void> {
    const { clock, contactAt } = this;
    if (!clock.trusted) return;
    const saved: SavedClock = { trustedAt: clock.now(), wallOffsetMs: clock.wallOffset(), contactAt, decidedAt };
    await this.database.write([{ store: 'facts', key: 'clock', value: saved }]);
  }
}
