import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { BulletinBody, type Bulletin, type SoundView } from '@nguon/protocol/http/bulletins.ts';
import type { z } from 'zod';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { knowFile } from '../media/service.ts';
import { finishImport, insertImport, insertPage, setCounted } from './imports-store.ts';
import { presentSound } from './present.ts';
import { createBulletin } from './service.ts';
import { finishSound, insertSound, readSound, unlinkOlderSounds } from './sounds-store.ts';

/** Makes a draft for a test, by somebody who may write in its unit. */
export async function buildBulletin(
  platform: Platform,
  author: Actor,
  wishes: Partial<z.input<typeof BulletinBody>> & { unit: string },
): Promise<Bulletin> {
  const text = 'Mời bà con đến họp tại nhà văn hóa thôn hồi 19 giờ 30.';
  return createBulletin(platform, author, BulletinBody.parse({ title: 'Mời họp thôn', text, ...wishes }));
}

/** Gives a bulletin's newest revision a finished recording, or the sound of a machine voice, without making one: its files hold text that names it. */
export async function buildSound(
  platform: Platform,
  bulletin: Pick<Bulletin, 'id' | 'revision' | 'author' | 'language'>,
  wishes: { durationMs?: number; language?: string; machine?: { id: string; name: string } } = {},
): Promise<SoundView> {
  const { durationMs = 30_000, language = bulletin.language, machine } = wishes;
  const [id, at] = [randomUUID(), platform.clock.now()];
  const store = async (what: string) => platform.files.put(Readable.from([`${what} of ${id}`]), 1000);
  const [original, sound, copy, master] = [
    await store('original'),
    await store('sound'),
    await store('copy'),
    await store('master'),
  ];
  return inTransaction(platform.db, async (tx) => {
    await knowFile(tx, { ...original, mediaType: 'audio/wav', kind: 'original' }, at);
    await knowFile(tx, { ...sound, mediaType: 'audio/ogg; codecs=opus', kind: 'sound' }, at);
    await knowFile(tx, { ...copy, mediaType: 'audio/mpeg', kind: 'copy' }, at);
    await knowFile(tx, { ...master, mediaType: 'audio/flac', kind: 'master' }, at);
    const source = machine
      ? { origin: 'machine' as const, voice: machine, spoken: 'thử', pace: 'normal' as const }
      : { origin: 'recorded' as const, original: original.sha256, noiseReduction: false };
    const made = {
      id,
      bulletin: bulletin.id,
      revision: bulletin.revision,
      language,
      madeBy: bulletin.author,
      at,
      source,
    };
    const row = await insertSound(tx, made);
    const files = { sha256: sound.sha256, mp3_sha256: copy.sha256, master_sha256: master.sha256, bytes: sound.bytes };
    const loudness = { loudness_lufs: -16, true_peak_dbtp: -3 };
    await finishSound(
      tx,
      id,
      { state: 'ready', ...files, ...loudness, duration_ms: durationMs, peaks: [0, 50, 100] },
      at,
    );
    await unlinkOlderSounds(tx, row, 'all');
    const finished = await readSound(tx, id);
    return presentSound(finished ?? row);
  });
}

/** Makes an import that is ready, of one page with a picture, without reading anything: its files hold text that names it. */
export async function buildImport(
  platform: Platform,
  sender: Actor,
  { unit, text }: { unit: string; text: string },
): Promise<{ id: string }> {
  const [id, at] = [randomUUID(), platform.clock.now()];
  const [original, picture] = [
    await platform.files.put(Readable.from([`original of ${id}`]), 1000),
    await platform.files.put(Readable.from([`page of ${id}`]), 1000),
  ];
  return inTransaction(platform.db, async (tx) => {
    await knowFile(tx, { ...original, mediaType: 'application/pdf', kind: 'original' }, at);
    await knowFile(tx, { ...picture, mediaType: 'image/jpeg', kind: 'original' }, at);
    const sent = { unit_id: unit, sender_id: sender.user, name: 'cong-van.pdf', format: 'pdf' as const };
    await insertImport(tx, { id, ...sent, original_sha256: original.sha256, created_at: at });
    await setCounted(tx, id, 1, null);
    const shown = { picture_sha256: picture.sha256, width: 100, height: 140 };
    await insertPage(tx, { import_id: id, page: 0, text, doubtful: [], ...shown });
    await finishImport(tx, id, null, at);
    return { id };
  });
}
