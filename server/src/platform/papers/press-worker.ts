import { parentPort } from 'node:worker_threads';
import type { PrintOrder, PrintReply } from './press.ts';

/** Prints papers one after another beside the server's own thread, so that a long register delays nobody. */
parentPort?.on('message', ({ paper, format }: PrintOrder) => {
  const print = async (): Promise<PrintReply> => {
    const bytes =
      format === 'docx'
        ? await (await import('./docx.ts')).printDocx(paper)
        : await (await import('./pdf.ts')).printPdf(paper);
    return { bytes: new Uint8Array(bytes) };
  };
  void print()
    .catch((error: unknown): PrintReply => ({ problem: String(error) }))
    .then((reply) => parentPort?.postMessage(reply));
});
