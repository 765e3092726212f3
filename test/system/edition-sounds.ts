import { stat } from 'node:fs/promises';
import { expect } from 'vitest';
import type { LibraryItem } from '../../protocol/src/http/library.ts';
import { playTune } from '../../server/src/demo/melody.ts';
import { eventually, type Person } from './house.ts';
import { agreementAt, correlate, readOpus, readWav, type Sound } from './sound.ts';

/** A tune that is nobody's and no other's, of whole seconds from 3 on, as WAV: what is compared later must not repeat itself. */
export function tuneOf(seconds: number, seed: number): Buffer {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  // The last note takes what is left of the seconds, and rings for 1.6 s behind its beats.
  const beats = (seconds - 1.6) / 0.4;
  const whole = Math.floor(beats);
  const lengthOf = (place: number): number => (place === whole - 1 ? 1 + beats - whole : 1);
  const notes = Array.from({ length: whole }, (_, place) => [next(36) - 18, lengthOf(place)] as const);
  return playTune({ beatMs: 400, notes });
}

/** Sends a form with one sound. Throws with the server's sentence. */
export async function sendSound<T>(url: string, { cookie }: Person, fields: object, wav: Buffer): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  form.append('file', new Blob([new Uint8Array(wav)], { type: 'audio/wav' }), 'thu.wav');
  const answer = await fetch(url, { method: 'POST', headers: { cookie }, body: form });
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Puts a sound into the library of a unit and waits until it can be used; answers its id. */
export async function addMusic(
  url: string,
  person: Person,
  unit: string,
  wav: Buffer,
  said: Pick<LibraryItem, 'kind' | 'title'>,
): Promise<string> {
  const rights = { owner: 'Dự án Nguồn', licence: 'CC0 1.0' };
  const { id } = await sendSound<LibraryItem>(`${url}/api/library?unit=${unit}`, person, { ...said, ...rights }, wav);
  return eventually(
    `${said.title} is made`,
    async () => {
      const { items } = await person.get<{ items: LibraryItem[] }>(`/api/library?unit=${unit}`);
      const found = items.find((item) => item.id === id);
      if (found?.state === 'failed') throw new Error(found.problem ?? 'the sound failed');
      return found?.state === 'ready' && id;
    },
    180_000,
  );
}

/** Seconds of a recording, as far as it was written. */
export async function secondsOf(path: string): Promise<number> {
  const { samples, rate } = await readWav(path);
  return samples.length / rate;
}

/** Whether a loudspeaker has written so many bytes of a sound; its file grows while it plays. */
export async function hasGrown(path: string | undefined, bytes: number): Promise<boolean> {
  return path !== undefined && (await stat(path)).size > bytes;
}

const approvedSounds = new Map<string, Promise<Sound>>();

/** A recording of a loudspeaker is an approved sound, from its first second to its last. @returns its seconds */
export async function expectWhole(url: string, path: string, sha256: string): Promise<number> {
  const fetched = async (): Promise<Sound> =>
    readOpus(new Uint8Array(await (await fetch(`${url}/media/${sha256}`)).arrayBuffer()));
  if (!approvedSounds.has(sha256)) approvedSounds.set(sha256, fetched());
  const [approved, heard] = [await approvedSounds.get(sha256)!, await readWav(path)];
  const [wanted, got] = [approved, heard].map(({ samples, rate }) => samples.length / rate) as [number, number];
  expect(Math.abs(got - wanted)).toBeLessThan(0.2);
  const head = ({ samples, rate }: Sound): Sound => ({ rate, samples: samples.subarray(0, rate * 3) });
  const { shiftS } = correlate(head(approved), head(heard), 0.5);
  // Stretches of ten seconds or a little more, each for itself: a wrong one is not outweighed by right ones.
  const stretches = Math.max(1, Math.floor(wanted / 10));
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const [from, to] = [(stretch * wanted) / stretches, ((stretch + 1) * wanted) / stretches];
    expect(agreementAt(approved, heard, shiftS, { from, to })).toBeGreaterThan(0.95);
  }
  return got;
}
