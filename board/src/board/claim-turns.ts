import type { ClaimView } from '../link/claim.ts';
import type { Timers } from '../link/timers.ts';
import { claimScreens } from './claim-lines.ts';
import type { Stage } from './stage.ts';

const TURN_MS = 4_000;

/** Shows the screens of a claim one after the other, until `end`. */
export class ClaimTurns {
  readonly #stage: Stage;
  readonly #timers: Timers;
  readonly #alternative: HTMLElement;
  readonly #redraw = (): void => this.#draw();
  #view: ClaimView | null = null;
  #place = 0;
  #turn: number;

  constructor(stage: Stage, timers: Timers, alternative: HTMLElement) {
    this.#stage = stage;
    this.#timers = timers;
    this.#alternative = alternative;
    addEventListener('resize', this.#redraw);
    this.#turn = timers.every(() => {
      this.#place += 1;
      this.#draw();
    }, TURN_MS);
  }

  show(view: ClaimView): void {
    this.#view = view;
    this.#place = 0;
    this.#draw();
  }

  end(): void {
    removeEventListener('resize', this.#redraw);
    this.#timers.clear(this.#turn);
    this.#alternative.replaceChildren();
  }

  #draw(): void {
    if (!this.#view) return;
    const screens = claimScreens(this.#view, this.#stage.strip);
    const lines = screens[this.#place % screens.length] ?? [];
    this.#stage.showLines(this.#view.step, lines);
    this.#alternative.textContent = claimScreens(this.#view, false)
      .flat()
      .map(({ text }) => text)
      .join('. ');
  }
}
