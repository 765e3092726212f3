import { Worker } from 'node:worker_threads';
import type { Paper } from '../../lib/paper.ts';
import { Problem } from '../../lib/problem.ts';

export type PaperFormat = 'docx' | 'pdf';

/** What a press is asked, and what it answers. */
export interface PrintOrder {
  paper: Paper;
  format: PaperFormat;
}
export type PrintReply = { bytes: Uint8Array } | { problem: string };

/** What the browser is told of each kind of file. */
export const MEDIA_TYPES: Readonly<Record<PaperFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/** Two at a time: a third waits, so that the 25th of the month does not take the machine's memory. */
const PRESSES = 2;
const PATIENCE_MS = 60_000;
const MEMORY_MB = 512;
/** A press stays warm for the next paper so long: whoever prints one often prints three. */
const WARM_MS = 20_000;

const warm: Worker[] = [];
const waiting: (() => void)[] = [];
let running = 0;

/**
 * Prints a paper in a thread with memory and time of its own.
 * @throws Problem `unavailable` when it cannot be printed, or takes longer than a minute or more memory than it may
 */
export async function printPaper(paper: Paper, format: PaperFormat): Promise<Buffer> {
  if (running >= PRESSES) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await printOn(warm.pop() ?? startPress(), { paper, format });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function printOn(press: Worker, order: PrintOrder): Promise<Buffer> {
  press.ref();
  const reply = await answerOf(press, order);
  if ('bytes' in reply) {
    keepWarm(press);
    return Buffer.from(reply.bytes);
  }
  await press.terminate();
  throw new Problem('unavailable', { part: 'in giấy tờ' }, { cause: new Error(reply.problem) });
}

/** The press's answer; a problem too where it fell, or was silent too long. */
async function answerOf(press: Worker, order: PrintOrder): Promise<PrintReply> {
  let patience: NodeJS.Timeout | undefined;
  const answer = new Promise<PrintReply>((settle) => {
    patience = setTimeout(() => settle({ problem: 'too slow' }), PATIENCE_MS);
    press.once('message', settle);
    press.once('error', (error) => settle({ problem: String(error) }));
    press.once('exit', (code) => settle({ problem: `exit ${code}` }));
  });
  press.postMessage(order);
  const reply = await answer;
  clearTimeout(patience);
  // Not those that the thread keeps of itself.
  for (const event of ['message', 'error', 'exit']) press.removeAllListeners(event);
  return reply;
}

function startPress(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
  return new Worker(new URL('./press-worker.ts', import.meta.url), { resourceLimits });
}

function keepWarm(press: Worker): void {
  press.unref();
  // What happens to a press that waits concerns nobody; the next paper gets another.
  press.once('error', () => forget(press));
  warm.push(press);
  setTimeout(() => {
    if (forget(press)) void press.terminate();
  }, WARM_MS).unref();
}

/** Takes a press out of those that are warm; false when it is not among them. */
function forget(press: Worker): boolean {
  const at = warm.indexOf(press);
  if (at !== -1) warm.splice(at, 1);
  return at !== -1;
}
