import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DeviceClock, SavedClock, type Ticks, toInstant } from './clock.ts';
import { WrongSetting } from './config.ts';
import { readText, writeWhole } from './disk.ts';
import { type Identity, readIdentity, storeAssignment } from './identity.ts';
import { Ledger, type Note } from './ledger.ts';
import { effectiveVolume, readVolume, storeVolume } from './volume.ts';

/** Everything small that a speaker remembers in its state folder, for one life (`boot`). */
export class Memory {
  readonly dir: string;
  readonly boot: string;
  readonly ledger: Ledger;
  readonly clock: DeviceClock;
  readonly ticks: Ticks;
  /** Last decision of an earlier life, epoch milliseconds. */
  readonly decidedAt: number | null;
  /** Last contact that brought the newest programmes, epoch milliseconds. */
  contactAt: number | null;
  identity: Identity;
  #wishedVolume: number | null;

  private constructor(parts: {
    dir: string;
    boot: string;
    ledger: Ledger;
    saved: SavedClock | null;
    identity: Identity;
    volume: number | null;
    hasRtc: boolean;
    ticks: Ticks;
  }) {
    this.dir = parts.dir;
    this.boot = parts.boot;
    this.ledger = parts.ledger;
    this.ticks = parts.ticks;
    this.clock = new DeviceClock(parts.ticks, parts.saved, parts.hasRtc);
    this.decidedAt = epoch(parts.saved?.decidedAt);
    this.contactAt = epoch(parts.saved?.contactAt);
    this.identity = parts.identity;
    this.#wishedVolume = parts.volume;
  }

  /** Reads a claimed state folder. Throws WrongSetting when it was never claimed, RefusedDocument when its assignment was changed. */
  static async open(dir: string, hasRtc: boolean, ticks: Ticks): Promise<Memory> {
    const identity = await readIdentity(dir);
    if (!identity) throw new WrongSetting(`${dir} is not claimed yet: nguon-speaker claim NGUON1.…`);
    const boot = randomUUID();
    const text = await readText(join(dir, 'clock.json'));
    const saved = text === null ? null : SavedClock.parse(JSON.parse(text));
    const ledger = await Ledger.open(join(dir, 'ledger.jsonl'), boot);
    return new Memory({ dir, boot, ledger, saved, identity, volume: await readVolume(dir), hasRtc, ticks });
  }

  /** Loudness in use, percent. */
  get volume(): number {
    return effectiveVolume(this.#wishedVolume, this.identity.assignment.volumeCeiling);
  }

  /** Keeps a wished loudness; what is used stays below the ceiling. */
  async wishVolume(percent: number): Promise<void> {
    await storeVolume(this.dir, percent);
    this.#wishedVolume = percent;
  }

  /** Takes over a newer assignment, already verified. */
  async assign(jws: string, assignment: Identity['assignment']): Promise<void> {
    await storeAssignment(this.dir, jws);
    this.identity = { ...this.identity, assignment };
  }

  /** Records what concerns no airing, to be told to the province. */
  async note(note: Note): Promise<void> {
    await this.ledger.write({}, this.telling(note));
  }

  /** A note as a receipt of this moment. */
  telling(note: Note): Parameters<Ledger['write']>[1] {
    return {
      slot: null,
      at: toInstant(this.clock.now()),
      clockTrusted: this.clock.trusted,
      attempt: 0,
      playedMs: null,
      ...note,
    };
  }

  /** Writes down what is known of time. While the clock is not trusted nothing is known. */
  async saveClock(decidedAt: number | null): Promise<void> {
    if (!this.clock.trusted) return;
    const saved: SavedClock = {
      trustedAt: toInstant(this.clock.now()),
      wallOffsetMs: this.clock.wallOffset(),
      contactAt: this.contactAt === null ? null : toInstant(this.contactAt),
      decidedAt: decidedAt === null ? null : toInstant(decidedAt),
    };
    await writeWhole(join(this.dir, 'clock.json'), JSON.stringify(saved));
  }
}

function epoch(instant: string | null | undefined): number | null {
  return instant == null ? null : Date.parse(instant);
}
