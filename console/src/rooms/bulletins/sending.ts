import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import { ApiFailure, codeOf } from '../../api-call.ts';
import { addTake, joinTakes } from '../../api.ts';
import type { Take } from './takes.ts';

/** Files that phones and recorders make, for the chooser of files. */
export const SOUND_FILES = 'audio/*,video/mp4,video/webm,video/3gpp,.amr,.awb,.3gp,.aac,.m4a';

/** Pauses between tries on a network that comes and goes, in milliseconds; half a minute together. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Takes to be sent, in their order, and where it is written down that the server has them. */
export interface Sending {
  takes: readonly Take[];
  soundOf: (take: Take) => Promise<Blob>;
  mark: (take: Take) => void;
}

/**
 * Sends the takes that the server does not have yet and has them joined. What was sent stays sent: after a failure the next call goes
 * on where this one stopped.
 * @param sent told after each take how many are there
 * @throws ApiFailure
 */
export async function sendTakes(
  bulletin: Bulletin,
  { takes, soundOf, mark }: Sending,
  noiseReduction: boolean,
  sent: (count: number) => void,
): Promise<void> {
  const there: string[] = [];
  sent(0);
  for (const take of takes) {
    const known =
      take.sent?.bulletin === bulletin.id ? take.sent : await sendOne(bulletin.id, take, await soundOf(take));
    if (known !== take.sent) mark({ ...take, sent: known });
    there.push(known.sha256);
    sent(there.length);
  }
  try {
    await patiently(() => joinTakes(bulletin.id, { takes: there, language: bulletin.language, noiseReduction }));
  } catch (error) {
    // A server that was brought back from a backup may have lost some: the next try sends them all.
    if (codeOf(error) === 'invalid-input') for (const take of takes) mark({ ...take, sent: null });
    throw error;
  }
}

async function sendOne(bulletin: string, take: Take, sound: Blob): Promise<NonNullable<Take['sent']>> {
  const form = new FormData();
  form.append('file', sound, `${take.id}.${sound.type.includes('mp4') ? 'mp4' : 'webm'}`);
  const { sha256 } = await patiently(() => addTake(bulletin, form));
  return { bulletin, sha256 };
}

/** Tries again while there is no network, at once when it is back. Throws ApiFailure when it stays away, and at once for what the server refuses. */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.kind !== 'network') throw error;
      await online(pause);
    }
  }
  return act();
}

/** Waits until the browser says that the network is back, but no longer than so many milliseconds. */
async function online(patienceMs: number): Promise<void> {
  const back = new AbortController();
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, patienceMs);
    const come = (): void => {
      clearTimeout(late);
      resolve();
    };
    window.addEventListener('online', come, { once: true, signal: back.signal });
  });
  back.abort();
}
