import { MAX_DOCUMENT_BYTES, RefusedDocument } from '@nguon/protocol/verify.ts';

/** An answer other than 2xx; `status` is its number. */
export class RefusedByServer extends Error {
  readonly status: number;
  constructor(status: number, path: string) {
    super(`${path} answered ${status}`);
    this.status = status;
  }
}

const TIMEOUT_MS = 15_000;
/** A signed document within its JSON envelope. */
const MAX_TEXT_BYTES = MAX_DOCUMENT_BYTES + 64 * 1024;

/** Posts JSON to this page's own server and returns the parsed answer. Throws RefusedByServer, or the error of the network. */
export async function postJson(path: string, body: unknown): Promise<unknown> {
  const text = await ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  return text === '' ? null : JSON.parse(text);
}

/** Gets JSON from this page's own server. Throws like `postJson`. */
export async function getJson(path: string): Promise<unknown> {
  return JSON.parse(await ask(path, {}));
}

/** Gets a text as it is. Throws RefusedDocument when it is larger than any document of ours, else like `postJson`. */
export function getText(path: string): Promise<string> {
  return ask(path, {});
}

/**
 * Reads the bytes of an answer, never more than were promised.
 * @param longest bytes; more of them throw RefusedDocument
 */
export async function readBytes(response: Response, longest: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    length += part.value.length;
    if (length > longest) {
      await reader?.cancel();
      throw new RefusedDocument('too-large');
    }
    chunks.push(part.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

async function ask(path: string, init: RequestInit): Promise<string> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(path, { ...init, redirect: 'error', cache: 'no-store', credentials: 'omit', signal });
  if (!response.ok) throw new RefusedByServer(response.status, path);
  return new TextDecoder().decode(await readBytes(response, MAX_TEXT_BYTES));
}
