import { join } from 'node:path';
import { sha256 } from '@nguon/protocol/canonical.ts';
import { type Assignment, Programme } from '@nguon/protocol/programme.ts';
import { RefusedDocument, TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import { readText, writeWhole } from './disk.ts';
import { trustedKeys } from './identity.ts';
import type { Ledger, Note } from './ledger.ts';
import { entryFault, frameFault } from './programme-check.ts';
import { type ProgrammeView, audible, buildView } from './programme-view.ts';

/** Faults recorded in one life. */
const MOST_FAULTS_TOLD = 500;

/** A verified programme without the entries that were refused. */
interface Held {
  programme: Programme;
  /** SHA-256 of the signed text, by which a pointer names it. */
  sha256: string;
}

/** The programmes that this speaker follows: verified, kept on disk, never replaced by an older one. */
export class Programmes {
  readonly #dir: string;
  readonly #ledger: Ledger;
  readonly #note: (note: Note) => Promise<void>;
  readonly #told = new Set<string>();
  #assignment: Assignment;
  #held = new Map<string, Held>();
  #view: ProgrammeView | null = null;
  #accepting: Promise<unknown> = Promise.resolve();

  constructor(dir: string, assignment: Assignment, ledger: Ledger, note: (note: Note) => Promise<void>) {
    this.#dir = join(dir, 'programmes');
    this.#assignment = assignment;
    this.#ledger = ledger;
    this.#note = note;
  }

  /** Reads what an earlier life kept, and drops what the present assignment no longer covers. Anything altered on disk is refused. */
  async load(assignment: Assignment): Promise<void> {
    this.#assignment = assignment;
    this.#held = new Map();
    this.#view = null;
    for (const { unit } of assignment.units) {
      const jws = await readText(join(this.#dir, `${unit}.jws`));
      if (jws === null) continue;
      await this.#recording(unit, await sha256(jws), async () => {
        this.#held.set(unit, await this.#verify(unit, jws));
        this.#view = null;
      });
    }
  }

  /** Version held of a unit's programme, 0 for none. */
  version(unit: string): number {
    return this.#held.get(unit)?.programme.version ?? 0;
  }

  /** Whether a pointer names something newer than what is held. One that names an older version is recorded. */
  async wants(pointer: { unit: string; version: number; sha256: string }): Promise<boolean> {
    if (!this.#assignment.units.some(({ unit }) => unit === pointer.unit)) return false;
    if (pointer.version < this.#highest(pointer.unit)) {
      await this.#refuse(pointer.unit, pointer.sha256, 'older-version');
      return false;
    }
    return pointer.version > this.version(pointer.unit);
  }

  /**
   * Takes over a signed programme of a unit when it is newer and right in everything.
   * @returns true when it is now followed; false when it was refused (and that is recorded)
   */
  accept(unit: string, jws: string, expectedSha256: string): Promise<boolean> {
    // One after the other: an order that two units carry is received once.
    const accepted = this.#accepting.then(() => this.#accept(unit, jws, expectedSha256));
    this.#accepting = accepted.catch(() => undefined);
    return accepted;
  }

  /** What the programmes held now come to; the same object until one of them changes. */
  view(): ProgrammeView {
    this.#view ??= buildView(
      [...this.#held.values()].map(({ programme }) => programme),
      this.#assignment,
    );
    return this.#view;
  }

  /** Unit and version of each, for the heartbeat. */
  versions(): { unit: string; version: number }[] {
    return [...this.#held].map(([unit, { programme }]) => ({ unit, version: programme.version }));
  }

  #accept(unit: string, jws: string, expectedSha256: string): Promise<boolean> {
    return this.#recording(unit, expectedSha256, async () => {
      const held = await this.#verify(unit, jws);
      if (held.sha256 !== expectedSha256) throw new RefusedDocument('not-what-the-pointer-names');
      const { version } = held.programme;
      if (version < this.#highest(unit) || version <= this.version(unit)) throw new RefusedDocument('older-version');
      await this.#tellReceived(held.programme);
      await this.#ledger.write({ version: { unit, version } });
      await writeWhole(join(this.#dir, `${unit}.jws`), jws);
      this.#held.set(unit, held);
      this.#view = null;
    });
  }

  #highest(unit: string): number {
    return Math.max(this.version(unit), this.#ledger.version(unit));
  }

  async #verify(unit: string, jws: string): Promise<Held> {
    const own = this.#assignment.units.find((candidate) => candidate.unit === unit);
    if (!own) throw new RefusedDocument('foreign-unit');
    const keys = trustedKeys(this.#assignment, 'programme', unit);
    const programme = await verifyDocument(jws, { type: TYPES.programme, schema: Programme, keys });
    const fault = frameFault(programme, unit, own.level);
    if (fault !== null) throw new RefusedDocument(fault);
    return { programme: { ...programme, entries: await this.#soundEntries(programme) }, sha256: await sha256(jws) };
  }

  /** One wrong entry does not hold back a recall of another: it alone is left out. */
  async #soundEntries(programme: Programme): Promise<Programme['entries']> {
    const seen = new Set<string>();
    const kept: Programme['entries'] = [];
    for (const entry of programme.entries) {
      const id = entry.kind === 'order' ? entry.order : entry.relay;
      const own = entry.kind === 'order' ? await entryFault(entry, programme.unit) : null;
      const fault = own ?? (seen.has(id) ? 'listed-twice' : null);
      seen.add(id);
      if (fault === null) kept.push(entry);
      else await this.#once(`${id} ${fault}`, { kind: 'refused-document', order: id, reason: null, detail: fault });
    }
    return kept;
  }

  async #tellReceived(programme: Programme): Promise<void> {
    const known = this.view().orders;
    const fresh = audible(programme).filter(({ order }) => !known.has(order));
    await Promise.all(fresh.map(({ order }) => this.#note({ kind: 'received', order, reason: null, detail: null })));
  }

  async #recording(unit: string, hash: string, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof RefusedDocument)) throw error;
      await this.#refuse(unit, hash, error.reason);
      return false;
    }
  }

  #refuse(unit: string, hash: string, reason: string): Promise<void> {
    const detail = `programme of ${unit}, ${hash.slice(0, 16)}: ${reason}`;
    return this.#once(detail, { kind: 'refused-document', order: null, reason: null, detail });
  }

  /** The same fault met again at each look is told once in a life, and a flood of forged hints does not fill the disk. */
  async #once(what: string, note: Note): Promise<void> {
    if (this.#told.has(what) || this.#told.size >= MOST_FAULTS_TOLD) return;
    this.#told.add(what);
    await this.#note(note);
  }
}
