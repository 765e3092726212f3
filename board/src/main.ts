import { Board } from './board/board.ts';
import { claimScreens } from './board/claim-lines.ts';
import { Stage } from './board/stage.ts';
import type { ClaimView } from './link/claim.ts';
import type { Role } from './link/identity.ts';
import { keepOffline, keepScreenOn, openGround } from './link/start.ts';
import { missingParts } from './link/support.ts';
import { type Timers, workerTimers } from './link/timers.ts';

const ROLE: Role = { kind: 'board', database: 'nguon-bang', software: 'nguon-board 0.1.0' };
const CLAIM_TURN_MS = 4_000;
const RECOVER_MS = 30_000;

await run(placeOf('stage'), placeOf('alternative'));

async function run(root: HTMLElement, alternative: HTMLElement): Promise<void> {
  const stage = new Stage(root);
  const missing = await missingParts();
  if (missing.length > 0) {
    const show = (): void => stage.showLines('unsupported', [{ text: missing.join(' '), share: 1 }]);
    addEventListener('resize', show);
    alternative.textContent = missing.join(' ');
    show();
    return;
  }
  const timers = workerTimers();
  keepScreenOn();
  keepOffline(() => location.reload()).catch(() => undefined);
  const recover = (): void => void timers.set(() => location.reload(), RECOVER_MS);
  const turns = new ClaimTurns(stage, timers, alternative);
  try {
    const ground = await openGround(ROLE, timers, {
      showClaim: (view) => turns.show(view),
      showBusy: () => stage.showLines('busy', [{ text: 'Bảng này đang mở ở một cửa sổ khác.', share: 1 }]),
    });
    turns.end();
    await new Board(ground, timers, { stage, alternative }, recover).start();
  } catch {
    stage.showNothing('', null);
    recover();
  }
}

/** Shows the screens of a claim one after the other. */
class ClaimTurns {
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
    }, CLAIM_TURN_MS);
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

function placeOf(id: string): HTMLElement {
  const place = document.getElementById(id);
  if (!place) throw new Error(`the page has no #${id}`);
  return place;
}
