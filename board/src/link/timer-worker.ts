import type { TimerOrder } from './timers.ts';

const running = new Map<number, { handle: ReturnType<typeof setInterval>; repeat: boolean }>();

addEventListener('message', (event: MessageEvent<TimerOrder>) => {
  const { id, ms, repeat } = event.data;
  if (ms === null) end(id);
  else if (repeat) running.set(id, { handle: setInterval(() => postMessage(id), ms), repeat });
  else running.set(id, { handle: setTimeout(() => fire(id), ms), repeat });
});

function fire(id: number): void {
  running.delete(id);
  postMessage(id);
}

function end(id: number): void {
  const timer = running.get(id);
  running.delete(id);
  if (timer?.repeat) clearInterval(timer.handle);
  else clearTimeout(timer?.handle);
}
