import { z } from 'zod';
import { RefusedDocument } from '@nguon/protocol/verify.ts';

/** An answer other than 2xx. */
export class RefusedByServer extends Error {
  readonly status: number;
  constructor(status: number, path: string, title: string) {
    super(`${path} answered ${status}${title ? `: ${title}` : ''}`);
    this.status = status;
  }
}

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 6 * 1024 * 1024;

/** Address of a path of the province, which may itself stand below a path. */
export function addressOf(address: string, path: string): string {
  return `${address}${path}`;
}

/** Posts JSON and returns the parsed answer. Throws RefusedByServer, or the error of the network. */
export async function postJson(address: string, path: string, body: unknown): Promise<unknown> {
  const text = await ask(address, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  return text === '' ? null : JSON.parse(text);
}

/** Gets a text as it is. Throws RefusedByServer, RefusedDocument when it is larger than any document of ours, or the error of the network. */
export function getText(address: string, path: string, headers: Record<string, string> = {}): Promise<string> {
  return ask(address, path, { method: 'GET', headers });
}

async function ask(address: string, path: string, init: RequestInit): Promise<string> {
  const response = await fetch(addressOf(address, path), {
    ...init,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await readCapped(response);
  if (!response.ok) throw new RefusedByServer(response.status, path, titleOf(text));
  return text;
}

async function readCapped(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new RefusedDocument('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const Problem = z.object({ code: z.string().optional(), detail: z.string().optional(), title: z.string().optional() });

function titleOf(text: string): string {
  try {
    const { code, detail, title } = Problem.parse(JSON.parse(text));
    return [code, detail ?? title].filter(Boolean).join(', ');
  } catch {
    return '';
  }
}
