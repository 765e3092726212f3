import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  Bulletin,
  BulletinBody,
  BulletinPage,
  BulletinQuery,
  FilledFrom,
  RevisionBody,
  SoundView,
  SpeechBody,
} from '@nguon/protocol/http/bulletins.ts';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import { Language } from '@nguon/protocol/primitives.ts';
import type { RequestPart, Sound } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';
import { plainText } from '../../lib/plain-text.ts';
import { inTransaction, type Db, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Upload } from '../../platform/uploads.ts';
import { dropFile, knowFile, LARGEST_SOUND } from '../media/service.ts';
import { librarySounds, usableItems } from '../library/service.ts';
import { BACKUP_VOICE, pronunciationsFor, spokenWithin, voiceFor } from '../speech/service.ts';
import { correctedBy, correctionsOf } from './corrections-store.ts';
import { fromCursor, toCursor } from './cursor.ts';
import * as desk from './desk.ts';
import { isMusic } from './edition-rules.ts';
import { isOpenForChange, mayBeWithdrawn, READERS, WRITERS } from './policy.ts';
import { presentBulletin, presentRow } from './present.ts';
import { hashContent, type BulletinEvent, type EditionPart } from './rules.ts';
import { beginSound } from './sounds.ts';
import { carrySounds, machineSounds, soundsByAddress, soundsOfRevision, type SoundRow } from './sounds-store.ts';
import * as store from './store.ts';

export { correctedBy, createCorrection, type Corrected } from './corrections.ts';
export { rotateEdition } from './rotations.ts';
export { measurePrivacyGate, privacyOf } from './privacy.ts';
export { refusalOfPrivacy } from './privacy-gate-rules.ts';

export type BulletinRecord = store.BulletinRecord;

/** The queue that says that a bulletin's text or sound is no longer what was submitted: data `{ bulletin }`. */
export const REVISED_QUEUE = desk.REVISED_QUEUE;

const PAGE = 50;

/** Bulletins in this person's units, newest first. */
export async function listBulletins(
  platform: Platform,
  actor: Actor,
  query: z.output<typeof BulletinQuery>,
): Promise<z.infer<typeof BulletinPage>> {
  const { state, kind, unit, cursor } = query;
  const text = query.text && plainText(query.text).trim();
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const filter = { person: actor.user, roles: READERS, state, kind, unit, text, after, limit: PAGE + 1 };
  const rows = await store.listBulletins(platform.db, filter);
  const items = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? items.at(-1) : undefined;
  return { items: items.map(presentRow), next: last ? toCursor(last) : null };
}

/**
 * A bulletin with its sounds.
 * @throws Problem `not-found`, also for one outside the person's units
 */
export async function getBulletin(platform: Platform, actor: Actor, id: string): Promise<Bulletin> {
  const found = await desk.readable(platform.db, actor, id);
  const { unit, content, state } = found;
  const mayEdit =
    isOpenForChange(state) &&
    (await store.mayWriteThere(platform.db, actor.user, WRITERS, { unit, topic: content.topic }));
  const [sounds, pronunciations] = [
    await soundsOfRevision(platform.db, id, found.revision),
    await pronunciationsFor(platform.db, unit),
  ];
  const corrects = await correctedBy(platform.db, id);
  const corrections = await correctionsOf(platform.db, id);
  return presentBulletin(found, { sounds, mayEdit, pronunciations, corrects, corrections });
}

/**
 * Makes a draft.
 * @throws Problem `forbidden`, `emergency-not-yet`, `invalid-input` for an unknown topic or picture
 */
export async function createBulletin(platform: Platform, actor: Actor, body: BulletinBody): Promise<Bulletin> {
  const hashed = await hashContent(body);
  const id = randomUUID();
  await inTransaction(platform.db, async (tx) => {
    await desk.checkContent(tx, actor, body.unit, hashed);
    const at = platform.clock.now();
    await store.insertBulletin(tx, { id, unit: body.unit, author: actor.user, at }, hashed);
    await desk.note(tx, actor, 'bulletin.created', { id, unit: body.unit }, { revision: hashed.sha256 }, at);
  });
  return getBulletin(platform, actor, id);
}

/**
 * Makes a new revision. What waits for approval with the old one is closed; sounds go along only if `keepSounds` says that they
 * still say what the text says.
 * @throws Problem `not-found`, `forbidden`, `conflict` when another revision came in between, and as createBulletin
 */
export async function reviseBulletin(
  platform: Platform,
  actor: Actor,
  id: string,
  body: z.output<typeof RevisionBody>,
): Promise<Bulletin> {
  await inTransaction(platform.db, async (tx) => {
    const found = await desk.openForChange(tx, actor, id);
    if (found.revision !== body.seen) throw new Problem('conflict');
    const hashed = await hashContent(body, found.content.parts);
    await desk.checkContent(tx, actor, found.unit, hashed);
    const at = platform.clock.now();
    if (hashed.sha256 !== found.revision) {
      await store.reviseBulletin(tx, { bulletin: id, editor: actor.user, at }, hashed);
      if (body.keepSounds) await carrySounds(tx, id, { from: found.revision, to: hashed.sha256 }, at);
    }
    await desk.reopen(platform, tx, found);
    await desk.note(tx, actor, 'bulletin.revised', found, { revision: hashed.sha256, seen: body.seen }, at);
  });
  return getBulletin(platform, actor, id);
}

/**
 * Puts a draft or a returned bulletin away.
 * @throws Problem `not-found`, `forbidden`, `conflict` when it is with an approver or on the air
 */
export async function withdrawBulletin(platform: Platform, actor: Actor, id: string): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const found = await desk.writable(tx, actor, id);
    if (!mayBeWithdrawn(found.state)) throw new Problem('conflict');
    const at = platform.clock.now();
    await store.setWithdrawn(tx, id, at);
    await desk.note(tx, actor, 'bulletin.withdrawn', found, {}, at);
  });
}

/**
 * Asks for machine speech of the newest revision's text; a job makes it.
 * @throws Problem `not-found`, `forbidden`, `conflict`, `sound-too-long` with the measure, `speech-empty`, `speech-failed` for a voice that is not there
 */
export async function askForSpeech(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  { pace, voice: wanted }: z.output<typeof SpeechBody>,
): Promise<SoundView> {
  const { unit } = await desk.readable(platform.db, actor, bulletin);
  // Asked before the transaction: a provider of voices may be slow.
  const voice = await voiceFor(platform, unit, wanted);
  return inTransaction(platform.db, async (tx) => {
    const found = await desk.openForSound(tx, actor, bulletin);
    const spoken = spokenWithin(found.content.text, pace, await pronunciationsFor(tx, found.unit));
    const source = { origin: 'machine', voice, spoken, pace } as const;
    return beginSound(platform, tx, actor, found, { language: found.content.language, source });
  });
}

/**
 * Takes a recording or a file as sound of the newest revision; a job levels and encodes it. What is no sound is refused at once
 * and nothing is kept of it.
 * @throws Problem `not-found`, `forbidden`, `conflict`, `media-…`, `sound-too-long`, `invalid-input`; TooManyBytes
 */
export async function addSound(
  platform: Platform,
  actor: Actor,
  bulletin: string,
  sent: Pick<Upload, 'content' | 'field'>,
): Promise<SoundView> {
  // Asked before a byte is read, and again when it is kept: in between, minutes may pass.
  await inTransaction(platform.db, async (tx) => desk.openForSound(tx, actor, bulletin));
  const stored = await platform.files.put(sent.content, LARGEST_SOUND);
  try {
    const { container, codec } = await platform.media.probe(platform.files.path(stored.sha256));
    return await inTransaction(platform.db, async (tx) => {
      const found = await desk.openForSound(tx, actor, bulletin);
      await knowFile(tx, { ...stored, mediaType: `audio/${container}`, kind: 'original' }, platform.clock.now());
      const origin = sent.field('origin') === 'recorded' ? ('recorded' as const) : ('uploaded' as const);
      const language = Language.safeParse(sent.field('language') ?? found.content.language);
      if (!language.success) throw new Problem('invalid-input', { details: 'language' });
      const noiseReduction = sent.field('noiseReduction') === 'true';
      const source = { origin, original: stored.sha256, noiseReduction };
      return beginSound(platform, tx, actor, found, { language: language.data, source, codec });
    });
  } catch (error) {
    await dropFile(platform, stored.sha256);
    throw error;
  }
}

/** The editable list of lĩnh vực. */
export async function listTopics(db: Db): Promise<{ id: string; name: string }[]> {
  return store.readTopics(db);
}

/** Moves a locked bulletin by an event, for a later room; false where the event cannot happen in its state. */
export async function advanceBulletin(
  tx: Tx,
  found: Pick<BulletinRecord, 'id' | 'state'>,
  event: BulletinEvent,
  at: Date,
): Promise<boolean> {
  return desk.advance(tx, found, event, at);
}

/** A bulletin for a later room, its row locked for the transaction; null when there is none. */
export async function lockBulletin(tx: Tx, id: string): Promise<store.BulletinRecord | null> {
  return store.lockBulletin(tx, id);
}

/** A finished sound with what a player and a screen want besides. */
export interface FinishedSound extends Sound {
  mp3Sha256: string;
  peaks: number[];
  voice: string | null;
}

/** Which template a revision fills, and with which values; null when it names none. */
export async function templateOfRevision(
  db: Db | Tx,
  { bulletin, sha256 }: { bulletin: string; sha256: string },
): Promise<FilledFrom | null> {
  return store.templateOf(db, bulletin, sha256);
}

/** Whether a person may act in one of the roles for a bulletin's unit and topic. */
export async function mayWrite(
  db: Db | Tx,
  actor: Actor,
  { unit, content }: Pick<BulletinRecord, 'unit' | 'content'>,
  roles: readonly Role[],
): Promise<boolean> {
  return store.mayWriteThere(db, actor.user, roles, { unit, topic: content.topic });
}

/** Finished sounds of a revision, one per language; `making` when another is still being made. */
export async function finishedSounds(
  db: Db | Tx,
  bulletin: string,
  revision: string,
): Promise<{ sounds: FinishedSound[]; making: boolean }> {
  const rows = await soundsOfRevision(db, bulletin, revision);
  const ready = rows.flatMap(finished);
  const sounds = ready.filter(
    ({ language }, index) => ready.findIndex((other) => other.language === language) === index,
  );
  return { sounds, making: rows.some((row) => row.state === 'making') };
}

/** Finished sounds of some bulletins and of the library by address, in the order asked; those that are not here are left out. */
export async function soundsNamed(
  db: Db | Tx,
  bulletins: readonly string[],
  addresses: readonly string[],
): Promise<FinishedSound[]> {
  const music = (await librarySounds(db, addresses)).map((sound) => ({ ...sound, voice: null }));
  const found = [...(await soundsByAddress(db, bulletins, addresses)).flatMap(finished), ...music];
  return addresses.flatMap((address) => found.find(({ sha256 }) => sha256 === address) ?? []);
}

/**
 * The parts of an edition of a unit as a request carries them: their words are those of the revisions that were put in.
 * @throws Problem `music-from-library`, `invalid-input` for a sound that was taken out of the library since
 */
export async function requestParts(db: Db | Tx, unit: string, parts: readonly EditionPart[]): Promise<RequestPart[]> {
  // Of an edition that was put together before the library had to be asked.
  if (parts.some(({ kind, bulletin }) => isMusic(kind) && bulletin !== null)) throw new Problem('music-from-library');
  const inLibrary = await usableItems(
    db,
    unit,
    parts.flatMap(({ item }) => item ?? []),
  );
  const retired = parts.find(({ item }) => item !== null && !inLibrary.has(item));
  if (retired) throw desk.wrong('parts', `${retired.title}: không còn trong kho nhạc / no longer in the library`);
  const texts = await store.textsOf(
    db,
    parts.flatMap(({ bulletin }) => bulletin ?? []),
  );
  return parts.map(({ kind, title, bulletin, sounds, readings }) => ({
    kind,
    title,
    text: bulletin ? (texts.get(`${bulletin.id} ${bulletin.revision}`) ?? '') : '',
    bulletin: bulletin && { bulletin: bulletin.id, sha256: bulletin.revision },
    sounds: sounds.length,
    readings,
  }));
}

/** The machine voices that read some sounds, by address; those of people are not among them. */
export async function machineVoicesOf(
  db: Db | Tx,
  addresses: readonly string[],
): Promise<{ id: string; name: string }[]> {
  // Sounds of before voices had ids were read by the bundled one.
  return (await machineSounds(db, addresses)).map(({ voice_id, voice }) => ({
    id: voice_id ?? BACKUP_VOICE.id,
    name: voice ?? BACKUP_VOICE.name,
  }));
}

function finished(row: SoundRow): FinishedSound[] {
  const { language, sha256, mp3_sha256, bytes, duration_ms, peaks, voice } = row;
  if (row.state !== 'ready' || sha256 === null || mp3_sha256 === null || bytes === null || duration_ms === null)
    return [];
  return [{ language, sha256, bytes, durationMs: duration_ms, mp3Sha256: mp3_sha256, peaks, voice }];
}
