import { Problem } from '@nguon/protocol/http/problems.ts';
import { z } from 'zod';
import type { Tongue } from './time.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What goes along with a call: a JSON body, a form with a file, or a query. Undefined members of the query are left out. */
export interface Sent {
  body?: unknown;
  form?: FormData;
  query?: Readonly<Record<string, string | number | undefined>>;
}

const SENTENCES = {
  network: {
    vi: 'Mất mạng hoặc máy chủ chưa trả lời. Những gì bạn viết vẫn còn trên máy này; thử lại khi có mạng.',
    en: 'No network, or the server does not answer. What you wrote is still on this computer; try again.',
  },
  strange: {
    vi: 'Máy chủ trả lời không đúng mẫu. Tải lại trang; nếu vẫn vậy thì báo kỹ thuật viên. Chưa mất gì.',
    en: 'The server answered in an unexpected form. Reload the page; if it stays, tell your technician. Nothing is lost.',
  },
} as const;

/** A call that did not work: the server said why (`problem`), nobody answered (`network`), or the answer made no sense. */
export class ApiFailure extends Error {
  readonly kind: 'problem' | 'network' | 'strange';
  readonly problem: Problem | null;

  constructor(kind: 'problem' | 'network' | 'strange', problem: Problem | null = null, options?: ErrorOptions) {
    super(problem?.detail ?? SENTENCES[kind === 'problem' ? 'strange' : kind].en, options);
    this.name = 'ApiFailure';
    this.kind = kind;
    this.problem = problem;
  }
}

/** The stable code of a failure, or null when it has none. */
export function codeOf(error: unknown): string | null {
  return error instanceof ApiFailure ? (error.problem?.code ?? null) : null;
}

/** What a person is told of a failure: what happened, that nothing was lost, what to do. */
export function sentenceOf(error: unknown, tongue: Tongue): string {
  if (!(error instanceof ApiFailure)) return SENTENCES.strange[tongue];
  if (error.problem) return tongue === 'vi' ? error.problem.title : error.problem.detail;
  return SENTENCES[error.kind === 'network' ? 'network' : 'strange'][tongue];
}

/**
 * One call of the API; the answer is read by its schema.
 * @throws ApiFailure
 */
export async function call<S extends z.ZodType>(
  method: Method,
  path: string,
  answer: S,
  sent: Sent = {},
): Promise<z.output<S>> {
  const response = await send(method, path, sent);
  const body = await readJson(response);
  if (!response.ok) throw failureOf(response, body);
  const parsed = answer.safeParse(body);
  if (!parsed.success) throw new ApiFailure('strange', null, { cause: parsed.error });
  return parsed.data;
}

/**
 * One call whose answer is a file.
 * @throws ApiFailure
 */
export async function callForFile(method: Method, path: string, sent: Sent = {}): Promise<Blob> {
  const response = await send(method, path, sent);
  if (!response.ok) throw failureOf(response, await readJson(response));
  return response.blob();
}

function failureOf(response: Response, body: unknown): ApiFailure {
  const problem = Problem.safeParse(body);
  if (problem.success) return new ApiFailure('problem', problem.data);
  return new ApiFailure(response.status >= 502 ? 'network' : 'strange');
}

async function send(method: Method, path: string, { body, form, query }: Sent): Promise<Response> {
  const init: RequestInit = { method, credentials: 'same-origin' };
  if (form) init.body = form;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  try {
    return await fetch(path + queryText(query), init);
  } catch (cause) {
    throw new ApiFailure('network', null, { cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function queryText(query: Sent['query']): string {
  const entries = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}

/** An answer of which only the arrival matters. */
export const Done = z.unknown().transform(() => null);
