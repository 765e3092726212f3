import type { Role } from './link/identity.ts';
import { keepOffline, keepScreenOn, openGround } from './link/start.ts';
import { missingParts } from './link/support.ts';
import { workerTimers } from './link/timers.ts';
import { Loudspeaker } from './loa/loudspeaker.ts';
import { LoaScreen } from './loa/screen.ts';

const ROLE: Role = { kind: 'browser-speaker', database: 'nguon-loa', software: 'nguon-loa 0.1.0' };
const RECOVER_MS = 30_000;
const TEST_TONE_MS = 1_000;

const root = document.getElementById('stage');
if (root) await run(new LoaScreen(root));

async function run(screen: LoaScreen): Promise<void> {
  const missing = await missingParts();
  if (missing.length > 0) return screen.showNotice('unsupported', 'Máy này chưa phát được', missing);
  const timers = workerTimers();
  let newVersion = false;
  let silencedByHand = false;
  keepScreenOn();
  void keepOffline(() => (newVersion = true));
  const leave = leaving();
  const reload = (ms: number) => void timers.set(leave, ms);
  try {
    const ground = await openGround(ROLE, timers, {
      showClaim: (view) => screen.showClaim(view),
      showBusy: () =>
        screen.showNotice('busy', 'Loa đang mở ở một cửa sổ khác', ['Hãy dùng cửa sổ kia, hoặc đóng nó lại.']),
    });
    const context = new AudioContext();
    const onFatal = (): void => {
      screen.showNotice('failed', 'Không ghi được vào máy này', ['Loa đã im. Trang tự mở lại sau nửa phút.']);
      reload(RECOVER_MS);
    };
    const loudspeaker: Loudspeaker = new Loudspeaker(ground, timers, {
      audio: new Audio(),
      context,
      onChange: () => draw(),
      onFatal,
      onRestart: () => reload(1_000),
    });
    const hands = {
      turnOn: () => void context.resume().then(() => loudspeaker.turnOn()),
      turnOff: () => {
        silencedByHand = true;
        void loudspeaker.turnOff();
      },
      setVolume: (percent: number) => void loudspeaker.setVolume(percent).catch(onFatal),
      tone: () => void loudspeaker.testTone(TEST_TONE_MS).catch(() => undefined),
    };
    const draw = (): void => screen.show(loudspeaker.facts(newVersion), hands);
    // Where the browser lets pages sound by themselves, as a kiosk is set up to, nobody need click after a loss of power.
    const turnOnIfAllowed = (): void => {
      if (context.state === 'running' && !loudspeaker.on && !silencedByHand) loudspeaker.turnOn();
    };
    context.addEventListener('statechange', turnOnIfAllowed);
    await loudspeaker.start();
    turnOnIfAllowed();
    timers.every(draw, 1_000);
  } catch {
    screen.showNotice('failed', 'Không mở được bộ nhớ của máy này', ['Trang tự mở lại sau nửa phút.']);
    reload(RECOVER_MS);
  }
}

/**
 * A page that is to sound at its hour asks before it is closed by mistake; not when it leaves by itself, nor where nobody ever touched it.
 * Returns how it leaves.
 */
function leaving(): () => void {
  const ask = (event: Event): void => {
    if (navigator.userActivation.hasBeenActive) event.preventDefault();
  };
  addEventListener('beforeunload', ask);
  return () => {
    removeEventListener('beforeunload', ask);
    location.reload();
  };
}
