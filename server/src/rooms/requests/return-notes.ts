import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ReturnNoteReply, ReturnOfBulletin } from '@nguon/protocol/http/requests.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { dropFile, forgetOriginal, knowFile } from '../media/service.ts';
import { permitted, readable } from './approvals.ts';
import { READERS } from './policy.ts';
import { lockBoth } from './locking.ts';
import * as store from './return-notes-store.ts';
import { readNewest, readRequest } from './store.ts';

/** Longest spoken reason in milliseconds, with what recorders add at their ends. */
const LONGEST_MS = 61_500;
/** Largest file of one, in bytes: a minute of plain WAV at 48 kHz. */
export const LARGEST_NOTE = 6_000_000;
/** How long a note waits to be sent, in milliseconds. */
const UNSENT_MS = 24 * 3_600_000;

/**
 * Keeps what somebody who may do the waiting step said, levelled as MP3 in the limited children; it is sent with the return. What is no
 * sound, or lasts longer than a minute, is refused and nothing is kept of it.
 * @throws Problem as returnRequest, `media-…`, `note-too-long`; TooManyBytes
 */
export async function addReturnNote(
  platform: Platform,
  actor: Actor,
  request: string,
  content: Readable,
): Promise<z.infer<typeof ReturnNoteReply>> {
  await inTransaction(platform.db, async (tx) => refuseOthers(tx, actor, request));
  const made = await master(platform, content);
  try {
    return await keep(platform, actor, request, made);
  } catch (error) {
    await dropFile(platform, made.file.sha256);
    throw error;
  }
}

async function keep(platform: Platform, actor: Actor, request: string, made: Awaited<ReturnType<typeof master>>) {
  return inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    await refuseOthers(tx, actor, request);
    await knowFile(tx, { ...made.file, mediaType: 'audio/mpeg', kind: 'original' }, at);
    const { durationMs } = made;
    const note = await store.insertNote(tx, { request, by: actor.user, sha256: made.file.sha256, durationMs, at });
    return { note, durationMs };
  });
}

/** Only who may do the waiting step speaks about it. */
async function refuseOthers(tx: Tx, actor: Actor, id: string): Promise<void> {
  await readable(tx, actor, id);
  const { request } = await lockBoth(tx, id);
  await permitted(tx, actor, request);
}

async function master(platform: Platform, content: Readable) {
  const sent = await platform.files.put(content, LARGEST_NOTE);
  try {
    const input = platform.files.path(sent.sha256);
    refuseLong((await platform.media.probe(input)).durationMs ?? 0);
    return await platform.files.scratch(async (outDir) => {
      const { mp3, durationMs } = await platform.media.master({ input, outDir });
      refuseLong(durationMs);
      return { file: await platform.files.putPath(mp3.path), durationMs: Math.round(durationMs) };
    });
  } finally {
    await dropFile(platform, sent.sha256);
  }
}

function refuseLong(ms: number): void {
  if (ms > LONGEST_MS) throw new Problem('note-too-long', { seconds: Math.round(ms / 1000) });
}

/**
 * The sound of the note with which a request was returned.
 * @throws Problem `not-found`, also where the reader may not read the request
 */
export async function readReturnNote(platform: Platform, actor: Actor, request: string): Promise<Readable> {
  const found = await readRequest(platform.db, request, { person: actor.user, roles: READERS });
  const note = found && (await store.readSentNote(platform.db, request));
  if (!note) throw new Problem('not-found');
  return platform.files.read(note.sha256);
}

/** Why a bulletin's newest request was returned; null when it was not, or is not for the reader. */
export async function returnOfBulletin(
  platform: Platform,
  actor: Actor,
  bulletin: string,
): Promise<z.infer<typeof ReturnOfBulletin>> {
  const found = await readNewest(platform.db, bulletin, { person: actor.user, roles: READERS });
  if (found?.state !== 'returned') return { returned: null };
  const note = await store.readSentNote(platform.db, found.id);
  return { returned: { request: found.id, reason: found.returnReason ?? '', noteMs: note?.durationMs ?? null } };
}

/** Each night: forgets what was spoken and never sent. */
export async function forgetUnsentNotes(platform: Platform): Promise<void> {
  const before = new Date(platform.clock.now().getTime() - UNSENT_MS);
  const files = await inTransaction(platform.db, async (tx) => store.deleteUnsentNotes(tx, before));
  for (const sha256 of files) await forgetOriginal(platform, sha256);
}
