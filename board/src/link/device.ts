import type { DeviceStatus } from '@nguon/protocol/device.ts';
import type { Channel } from '@nguon/protocol/primitives.ts';
import type { OrderEntry } from '@nguon/protocol/programme.ts';
import { toInstant } from './clock.ts';
import { type Actions, Commands } from './commands.ts';
import { Contact, type LinkState } from './contact.ts';
import { Downloads, type Needed } from './downloads.ts';
import type { FileShelf, NamedFile } from './files.ts';
import type { Memory } from './memory.ts';
import { Programmes, ordersOn, versionsOf } from './programmes.ts';
import type { Timers } from './timers.ts';

/** What makes a device a board or a loudspeaker. */
export interface Trade {
  channel: Channel;
  /** Files without which an order cannot be heard or seen. */
  filesOf: (entry: OrderEntry) => NamedFile[];
  actions: Actions;
  /** What the heartbeat says of this moment. */
  shown: () => Pick<DeviceStatus, 'volume' | 'playing' | 'showing'>;
  /** Last decision with a trusted clock, epoch milliseconds. */
  decidedAt: () => number | null;
  /** Documents, files, clock or link changed. */
  onChange: () => void;
  /** The browser's storage refused what must be kept. */
  onFatal: (error: unknown) => void;
}

const BEAT_MS = 60_000;
const SAVE_CLOCK_MS = 300_000;
const WATCH_CLOCK_MS = 10_000;
const GATHER_CHANGES_MS = 300;

/** A claimed page: what it remembers, follows, fetches and says, whatever it does with it. */
export class Device {
  readonly memory: Memory;
  readonly programmes: Programmes;
  readonly shelf: FileShelf;
  readonly #trade: Trade;
  readonly #timers: Timers;
  readonly #contact: Contact;
  readonly #downloads: Downloads;
  readonly #toldAltered = new Set<string>();
  #announcing: Promise<void> = Promise.resolve();
  #beatSoon = false;
  #reached = 0;
  #hadClock = false;

  constructor(memory: Memory, shelf: FileShelf, timers: Timers, trade: Trade) {
    this.memory = memory;
    this.shelf = shelf;
    this.#timers = timers;
    this.#trade = trade;
    this.programmes = new Programmes(memory, trade.channel);
    const commands = new Commands(memory, trade.actions);
    this.#downloads = new Downloads({
      shelf,
      timers,
      needed: () => this.#needed(),
      now: () => memory.clock.now(),
      onHere: () => this.refresh(),
      onAltered: ({ order, file }) => this.tellAltered(order, file.sha256),
    });
    this.#contact = new Contact({
      memory,
      programmes: this.programmes,
      timers,
      status: (online, session) => this.#status(online, session),
      onCommand: (jws) => void commands.take(jws).catch(trade.onFatal),
      onChange: () => this.refresh(),
      onReached: () => this.#onReached(),
      onFatal: trade.onFatal,
    });
  }

  /** How this device stands with its province. */
  get link(): LinkState {
    return this.#contact.state;
  }

  /** Orders that this device is to be heard or seen with. */
  get orders(): OrderEntry[] {
    return ordersOn(this.programmes.list, this.#trade.channel);
  }

  /** Reads what is on disk, before any socket is opened, and then looks for the province. */
  async start(): Promise<void> {
    await this.programmes.load();
    this.refresh();
    this.#contact.refresh();
    this.#timers.every(() => this.#contact.beat(), BEAT_MS);
    this.#timers.every(() => this.#watchClock(), WATCH_CLOCK_MS);
    this.#timers.every(() => void this.saveClock(), SAVE_CLOCK_MS);
  }

  /** Something changed: lets the page decide anew, fetches what is missing, tells what is complete. */
  refresh(): void {
    this.#trade.onChange();
    this.#downloads.wake();
    this.#announcing = this.#announcing.then(() => this.#announce()).catch(this.#trade.onFatal);
    this.beatShortly();
  }

  /** Heartbeat on change: several changes of a moment make one. */
  beatShortly(): void {
    if (this.#beatSoon) return;
    this.#beatSoon = true;
    this.#timers.set(() => {
      this.#beatSoon = false;
      this.#contact.beat();
    }, GATHER_CHANGES_MS);
  }

  /** Writes down what is known of time. */
  saveClock(): Promise<void> {
    return this.memory.saveClock(this.#trade.decidedAt()).catch(this.#trade.onFatal);
  }

  /** State of all files of an order. */
  filesState(entry: OrderEntry): 'here' | 'missing' | 'altered' {
    const states = this.#trade.filesOf(entry).map((file) => this.shelf.state(file.sha256));
    return states.find((state) => state === 'altered') ?? states.find((state) => state === 'missing') ?? 'here';
  }

  /** Records, once in a life, that a file is not the approved one, and fetches it anew. */
  tellAltered(order: string, hash: string): void {
    this.#downloads.wake();
    if (this.#toldAltered.has(hash)) return;
    this.#toldAltered.add(hash);
    const detail = `file ${hash}`;
    this.memory.note({ kind: 'refused-document', order, reason: 'audio-altered', detail }).catch(this.#trade.onFatal);
  }

  #needed(): Needed[] {
    return this.orders.flatMap((entry) => {
      const firstAt = Math.min(...entry.slots.map(({ at }) => Date.parse(at)));
      return this.#trade.filesOf(entry).map((file) => ({ file, order: entry.order, firstAt }));
    });
  }

  /** đã tải sẵn is said once of each order. */
  async #announce(): Promise<void> {
    const { ledger } = this.memory;
    for (const entry of this.orders) {
      if (ledger.ready.has(entry.order) || this.filesState(entry) !== 'here') continue;
      const telling = this.memory.telling({ kind: 'ready', order: entry.order, reason: null, detail: null });
      await ledger.write({ ready: entry.order }, telling);
    }
  }

  #onReached(): void {
    this.#reached += 1;
    this.#hadClock = true;
    // The first contact is worth keeping at once: it is what the machine's own clock is compared with after a restart.
    if (this.#reached <= 2) void this.saveClock();
    this.#downloads.reached();
    void this.shelf.prune(new Set(this.#needed().map(({ file }) => file.sha256))).catch(this.#trade.onFatal);
  }

  /** A machine that slept does not know how long: it asks anew before it decides anything. */
  #watchClock(): void {
    const trusted = this.memory.clock.trusted;
    if (this.#hadClock && !trusted) {
      this.refresh();
      this.#contact.refresh();
    }
    this.#hadClock = trusted;
  }

  #status(online: boolean, session: number): DeviceStatus {
    const { clock, boot, role } = this.memory;
    const { orders } = this;
    const ready = orders.filter((entry) => this.filesState(entry) === 'here').length;
    const nothing = { volume: null, playing: null, showing: [] };
    return {
      online,
      boot,
      session,
      at: toInstant(clock.now()),
      clockTrusted: clock.trusted,
      software: role.software,
      programmes: versionsOf(this.programmes.list),
      ready,
      missing: orders.length - ready,
      ...(online ? this.#trade.shown() : nothing),
    };
  }
}
