import { sha256 } from '@nguon/protocol/canonical.ts';
import { type Assignment, type OrderEntry, Programme, type ProgrammePointer } from '@nguon/protocol/programme.ts';
import type { Channel } from '@nguon/protocol/primitives.ts';
import { RefusedDocument, TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import { trustedKeys } from './identity.ts';
import type { Note } from './ledger.ts';
import type { Memory } from './memory.ts';
import { entryFault, frameFault } from './programme-check.ts';

/** Faults recorded in one life: a flood of forged hints must not fill the disk. */
const MOST_FAULTS_TOLD = 500;

/** The programmes that this device follows: verified, kept on disk, never replaced by an older one. */
export class Programmes {
  readonly #memory: Memory;
  readonly #channel: Channel;
  readonly #told = new Set<string>();
  #held = new Map<string, Programme>();
  #list: readonly Programme[] = [];

  /** @param channel what this device does with an entry; others are no news to it */
  constructor(memory: Memory, channel: Channel) {
    this.#memory = memory;
    this.#channel = channel;
  }

  /** Those held now; the same list until one of them changes. */
  get list(): readonly Programme[] {
    return this.#list;
  }

  /** Reads what an earlier life kept, without what the present assignment no longer covers. Anything altered on disk is refused. */
  async load(): Promise<void> {
    const kept = new Map(await this.#memory.database.all('programmes'));
    const held = new Map<string, Programme>();
    for (const { unit } of this.#memory.identity.assignment.units) {
      const jws = kept.get(unit);
      if (typeof jws !== 'string') continue;
      await this.#recording(unit, await sha256(jws), async () => {
        const programme = await this.#verify(unit, jws);
        if (programme.version < this.#memory.ledger.version(unit)) throw new RefusedDocument('older-version');
        held.set(unit, programme);
      });
    }
    this.#hold(held);
  }

  /** Version held of a unit's programme, 0 for none. */
  version(unit: string): number {
    return this.#held.get(unit)?.version ?? 0;
  }

  /** Whether a pointer names something newer than what is held. One that names an older version is recorded. */
  async wants({ unit, version, sha256: hash }: ProgrammePointer): Promise<boolean> {
    if (!this.#memory.identity.assignment.units.some((own) => own.unit === unit)) return false;
    if (version < this.#memory.ledger.version(unit)) {
      await this.#refuse(unit, hash, 'older-version');
      return false;
    }
    return version > this.version(unit);
  }

  /** Takes over a signed programme when it is newer and right in everything; false when it was refused, which is recorded. */
  accept({ unit, sha256: expected }: ProgrammePointer, jws: string): Promise<boolean> {
    return this.#recording(unit, expected, async () => {
      if ((await sha256(jws)) !== expected) throw new RefusedDocument('not-what-the-pointer-names');
      const programme = await this.#verify(unit, jws);
      const { version } = programme;
      if (version < this.#memory.ledger.version(unit) || version <= this.version(unit))
        throw new RefusedDocument('older-version');
      const known = new Set(this.#held.get(unit)?.entries.flatMap((entry) => (isOrder(entry) ? [entry.order] : [])));
      const fresh = programme.entries
        .filter(isOrder)
        .filter(({ order, request }) => request.channels.includes(this.#channel) && !known.has(order));
      const tellings = fresh.map(({ order }) =>
        this.#memory.telling({ kind: 'received', order, reason: null, detail: null }),
      );
      await this.#memory.ledger.write({ programme: { unit, version, jws } }, ...tellings);
      this.#hold(new Map(this.#held).set(unit, programme));
    });
  }

  #hold(held: Map<string, Programme>): void {
    this.#held = held;
    this.#list = [...held.values()];
  }

  async #verify(unit: string, jws: string): Promise<Programme> {
    const { assignment } = this.#memory.identity;
    const own = assignment.units.find((candidate) => candidate.unit === unit);
    if (!own) throw new RefusedDocument('foreign-unit');
    const keys = trustedKeys(assignment, 'programme', unit);
    const programme = await verifyDocument(jws, { type: TYPES.programme, schema: Programme, keys });
    const fault = frameFault(programme, unit, own.level);
    if (fault !== null) throw new RefusedDocument(fault);
    return { ...programme, entries: await this.#rightEntries(programme) };
  }

  /** One wrong entry does not hold back a recall of another: it alone is left out. */
  async #rightEntries({ unit, entries }: Programme): Promise<Programme['entries']> {
    const seen = new Set<string>();
    const kept: Programme['entries'] = [];
    for (const entry of entries) {
      const id = isOrder(entry) ? entry.order : entry.relay;
      const fault = (isOrder(entry) ? await entryFault(entry, unit) : null) ?? (seen.has(id) ? 'listed-twice' : null);
      seen.add(id);
      if (fault === null) kept.push(entry);
      else await this.#once(`${id} ${fault}`, { kind: 'refused-document', order: id, reason: null, detail: fault });
    }
    return kept;
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

  async #once(what: string, note: Note): Promise<void> {
    if (this.#told.has(what) || this.#told.size >= MOST_FAULTS_TOLD) return;
    this.#told.add(what);
    await this.#memory.note(note);
  }
}

function isOrder(entry: Programme['entries'][number]): entry is OrderEntry {
  return entry.kind === 'order';
}

/** The orders of some programmes that go over a channel, each once. */
export function ordersOn(programmes: readonly Programme[], channel: Channel): OrderEntry[] {
  const entries = programmes.flatMap((programme) => programme.entries.filter(isOrder));
  const here = entries.filter(({ request }) => request.channels.includes(channel));
  return [...new Map(here.map((entry) => [entry.order, entry])).values()];
}

/** Unit and version of each, as the heartbeat says them. */
export function versionsOf(programmes: readonly Programme[]): { unit: string; version: number }[] {
  return programmes.map(({ unit, version }) => ({ unit, version }));
}

/** Units of an assignment, own first. */
export function unitsOf(assignment: Assignment): string[] {
  return assignment.units.map(({ unit }) => unit);
}
