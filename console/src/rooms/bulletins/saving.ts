import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { PictureReply } from '@nguon/protocol/http/media.ts';
import {
  addSound,
  askForSpeech,
  createBulletin,
  keepPicture,
  readBulletin,
  reviseBulletin,
  submitRequest,
} from '../../api.ts';
import { contentToSend, isSaved, type Draft } from './draft.ts';
import { smallPicture } from './picture.ts';
import { endOfSound } from './repeat-rules.ts';

const ASK_AGAIN_MS = 1_000;
/** Twenty minutes of sound take about one to make; longer than this something is wrong. */
const PATIENCE_MS = 180_000;

/** Whether the sounds of the saved bulletin still go with the draft. */
export function soundsFit(draft: Draft, known: Bulletin): boolean {
  const sameWords =
    contentToSend(draft).text === known.text.normalize('NFC').trim() && draft.content.language === known.language;
  return sameWords || draft.keepSounds;
}

/** Whether a bulletin is heard, or will be, in its own language. */
export function hasOwnSound({ sounds, language }: Bulletin): boolean {
  return sounds.some((sound) => sound.language === language && sound.state !== 'failed');
}

/** Brings the server's bulletin to what the draft says; makes it when there is none yet. Throws ApiFailure. */
export async function save(draft: Draft, known: Bulletin | null): Promise<Bulletin> {
  const content = contentToSend(draft);
  if (!draft.saved) return createBulletin(content);
  const current = known ?? (await readBulletin(draft.saved.bulletin));
  if (isSaved(draft, current)) return current;
  const { unit: _unit, ...body } = content;
  return reviseBulletin(draft.saved.bulletin, {
    ...body,
    seen: draft.saved.revision,
    keepSounds: soundsFit(draft, current),
  });
}

/** Sends a file as the sound of a saved bulletin, in its own language or another. Throws ApiFailure. */
export async function sendSound(bulletin: Bulletin, sound: File, language = bulletin.language): Promise<void> {
  const form = new FormData();
  form.append('origin', 'uploaded');
  form.append('language', language);
  form.append('file', sound, sound.name);
  await addSound(bulletin.id, form);
}

/** Sends a picture, made small enough for a weak network. Throws ApiFailure. */
export async function sendPicture(picture: File): Promise<PictureReply> {
  const form = new FormData();
  form.append('file', await smallPicture(picture), picture.name);
  return keepPicture(form);
}

/** Has the machine read a bulletin that has no sound in its own language, and waits until every sound is made or failed. Throws ApiFailure. */
export async function withSounds(bulletin: Bulletin, pace: Draft['pace']): Promise<Bulletin> {
  if (!hasOwnSound(bulletin)) await askForSpeech(bulletin.id, { pace });
  for (const begun = Date.now(); Date.now() - begun < PATIENCE_MS;) {
    const known = await readBulletin(bulletin.id);
    if (!known.sounds.some(({ state }) => state === 'making')) return known;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  return bulletin;
}

/** Trình duyệt: the saved bulletin with its places and times. Returns the request's id. Throws ApiFailure. */
export async function submit(draft: Draft, bulletin: Bulletin): Promise<string> {
  const end = endOfSound(draft.lastDay, draft.endsAt);
  const request = await submitRequest({
    bulletin: bulletin.id,
    revision: bulletin.revision,
    targets: draft.places.map(({ id }) => id),
    times: draft.when,
    readings: draft.readings,
    fewerReason: draft.fewerReason.trim(),
    playThrough: draft.playThrough,
    expiresAt: Number.isFinite(end) ? new Date(end).toISOString() : null,
  });
  return request.id;
}
