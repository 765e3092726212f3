import { Board } from './board/board.ts';
import { ClaimTurns } from './board/claim-turns.ts';
import { Stage } from './board/stage.ts';
import type { Role } from './link/identity.ts';
import { keepOffline, keepScreenOn, openGround } from './link/start.ts';
import { missingParts } from './link/support.ts';
import { workerTimers } from './link/timers.ts';

const ROLE: Role = { kind: 'board', database: 'nguon-bang', software: 'nguon-board 0.1.0' };
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
  void keepOffline(() => location.reload());
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

function placeOf(id: string): HTMLElement {
  const place = document.getElementById(id);
  if (!place) throw new Error(`the page has no #${id}`);
  return place;
}
