import { localTimeOfDay, zoneOffset } from '@nguon/protocol/wall-clock.ts';
import { Device } from '../link/device.ts';
import type { Ground } from '../link/start.ts';
import type { Timers } from '../link/timers.ts';
import { writeAlternative } from './alternative.ts';
import { Pictures } from './pictures.ts';
import { type View, placeIn, viewsOfItems } from './rotation.ts';
import { type Item, type Showing, showingAt } from './showing.ts';
import type { Stage } from './stage.ts';

const CLOCK_MS = 1_000;

/** A claimed board: what its programmes let be seen, one view after the other; black when there is nothing. */
export class Board {
  readonly #stage: Stage;
  readonly #alternative: HTMLElement;
  readonly #timers: Timers;
  readonly #device: Device;
  readonly #pictures: Pictures;
  #items: readonly Item[] = [];
  #views: readonly View[] = [];
  #place = 0;
  #turn: number | null = null;
  #change: number | null = null;
  #decidedAt: number | null = null;
  #dead = false;
  #drawn = '';

  /** @param onFatal the browser's storage failed; the board is black already */
  constructor(ground: Ground, timers: Timers, places: { stage: Stage; alternative: HTMLElement }, onFatal: () => void) {
    this.#stage = places.stage;
    this.#alternative = places.alternative;
    this.#timers = timers;
    const { memory, shelf } = ground;
    this.#device = new Device(memory, shelf, timers, {
      channel: 'board',
      filesOf: ({ request: { screen } }) => (screen.picture ? [{ sha256: screen.picture.sha256, bytes: null }] : []),
      actions: {
        setVolume: () => Promise.resolve('a board makes no sound'),
        testTone: () => Promise.resolve('a board makes no sound'),
        restart: () => this.#restart(),
      },
      shown: () => ({
        volume: null,
        playing: null,
        showing: [...new Set(this.#items.map(({ digest }) => digest))].slice(0, 50),
      }),
      decidedAt: () => this.#decidedAt,
      onChange: () => this.#decide(),
      onFatal: () => {
        this.#dead = true;
        this.#decide();
        onFatal();
      },
    });
    this.#pictures = new Pictures(shelf, () => this.#draw());
  }

  /** Shows what is on disk, then looks for the province. */
  async start(): Promise<void> {
    addEventListener('resize', () => this.#set(this.#items));
    await this.#device.start();
    this.#timers.every(() => this.#draw(), CLOCK_MS);
  }

  #decide(): void {
    const { clock, identity, contactAt } = this.#device.memory;
    const moment = { at: clock.now(), clockTrusted: clock.trusted && !this.#dead, lastContactAt: contactAt };
    const showing: Showing = showingAt(this.#device.programmes.list, identity.assignment.units, moment);
    if (clock.trusted) this.#decidedAt = moment.at;
    this.#set(showing.items);
    if (this.#change !== null) this.#timers.clear(this.#change);
    this.#change = this.#timers.set(() => this.#device.refresh(), Math.max(20, showing.nextChangeAt - moment.at));
  }

  #set(items: readonly Item[]): void {
    const shown = this.#views[this.#place];
    this.#items = items;
    const screen = {
      strip: this.#stage.strip,
      fits: (text: string, besidePicture: boolean) => this.#stage.fits(text, besidePicture),
    };
    this.#views = viewsOfItems(items, screen);
    this.#place = placeIn(this.#views, shown);
    this.#pictures.use(new Set(items.flatMap(({ picture }) => (picture ? [picture.sha256] : []))));
    writeAlternative(this.#alternative, items);
    const goesOn = JSON.stringify(shown) === JSON.stringify(this.#views[this.#place]);
    if (!goesOn || this.#turn === null) this.#plan();
    this.#draw(true);
  }

  #plan(): void {
    if (this.#turn !== null) this.#timers.clear(this.#turn);
    const view = this.#views[this.#place];
    this.#turn = view ? this.#timers.set(() => this.#next(), view.ms) : null;
  }

  #next(): void {
    this.#place = (this.#place + 1) % Math.max(1, this.#views.length);
    this.#plan();
    this.#draw();
  }

  /** Draws when something to be seen has changed. @param anew draws in any case */
  #draw(anew = false): void {
    const view = this.#views[this.#place];
    const clock = this.#clock();
    const picture = view?.picture ? this.#pictures.address(view.picture) : null;
    const drawn = JSON.stringify([view ?? null, clock, picture]);
    if (drawn === this.#drawn && !anew) return;
    this.#drawn = drawn;
    const name = this.#device.memory.identity.assignment.name;
    if (view) this.#stage.showView(view, { clock, picture });
    else this.#stage.showNothing(this.#dead ? '' : name, clock);
  }

  #clock(): string | null {
    const { clock, identity } = this.#device.memory;
    if (!clock.trusted) return null;
    const time = localTimeOfDay(clock.now(), zoneOffset(identity.assignment.timeZone));
    return new Date(time).toISOString().slice(11, 16);
  }

  async #restart(): Promise<null> {
    await this.#device.saveClock();
    // Some moments for the command to be acknowledged.
    this.#timers.set(() => location.reload(), 1_000);
    return null;
  }
}
