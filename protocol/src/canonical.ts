import type { Sha256 } from './primitives.ts';

/** A value that has exactly one canonical text: no floats, no undefined, no dates. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/**
 * The one text of a value: keys sorted by UTF-16 code unit, no white space (the subset of RFC 8785 with integers only).
 * Throws TypeError for a number that is not a safe integer, since its text would depend on the writer.
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Canonical)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of bytes, or of the UTF-8 bytes of a text, as lower-case hexadecimal. Works in Node and in a browser's secure context. */
export async function sha256(content: string | Uint8Array<ArrayBuffer>): Promise<Sha256> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Digest that stands for a value wherever it is approved or compared. */
export async function digestOf(value: Canonical): Promise<Sha256> {
  return sha256(canonicalJson(value));
}

function isList(value: object): value is readonly Canonical[] {
  return Array.isArray(value);
}
