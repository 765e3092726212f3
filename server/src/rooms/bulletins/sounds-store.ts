import { sql, type Selectable } from 'kysely';
import type { Database, Db, Tx } from '../../platform/db.ts';
import type {} from './tables.ts';

type Either = Db | Tx;

export type SoundRow = Selectable<Database['sounds']>;

/** A sound that is to be made, from text or from a file. */
export interface NewSound {
  id: string;
  bulletin: string;
  revision: string;
  language: string;
  madeBy: string;
  at: Date;
  source:
    | { origin: 'machine'; voice: { id: string; name: string }; spoken: string; pace: 'slow' | 'normal' }
    | { origin: 'recorded' | 'uploaded'; original: string; noiseReduction: boolean };
}

/** Writes a sound that is being made and says of which revision it is. */
export async function insertSound(tx: Tx, sound: NewSound): Promise<SoundRow> {
  const { source } = sound;
  const machine = source.origin === 'machine' ? source : null;
  const row = await tx
    .insertInto('sounds')
    .values({
      id: sound.id,
      bulletin_id: sound.bulletin,
      language: sound.language,
      origin: source.origin,
      voice: machine?.voice.name ?? null,
      voice_id: machine?.voice.id ?? null,
      spoken: machine?.spoken ?? null,
      pace: machine?.pace ?? null,
      original_sha256: source.origin === 'machine' ? null : source.original,
      noise_reduction: source.origin !== 'machine' && source.noiseReduction,
      state: 'making',
      problem: null,
      sha256: null,
      mp3_sha256: null,
      master_sha256: null,
      bytes: null,
      duration_ms: null,
      loudness_lufs: null,
      true_peak_dbtp: null,
      made_by: sound.madeBy,
      created_at: sound.at,
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('revision_sounds')
    .values({ bulletin_id: sound.bulletin, revision: sound.revision, sound_id: sound.id, linked_at: sound.at })
    .execute();
  return row;
}

export async function readSound(db: Either, id: string): Promise<SoundRow | null> {
  return (await db.selectFrom('sounds').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Sounds of one revision, the newest first. */
export async function soundsOfRevision(db: Either, bulletin: string, revision: string): Promise<SoundRow[]> {
  return db
    .selectFrom('sounds')
    .innerJoin('revision_sounds', 'revision_sounds.sound_id', 'sounds.id')
    .selectAll('sounds')
    .where('revision_sounds.bulletin_id', '=', bulletin)
    .where('revision_sounds.revision', '=', revision)
    .orderBy('sounds.created_at', 'desc')
    .orderBy('sounds.id')
    .execute();
}

/** Carries the sounds of one revision on to another that says the same aloud. */
export async function carrySounds(
  tx: Tx,
  bulletin: string,
  revisions: { from: string; to: string },
  at: Date,
): Promise<void> {
  await sql`
    insert into revision_sounds (bulletin_id, revision, sound_id, linked_at)
    select bulletin_id, ${revisions.to}, sound_id, ${at} from revision_sounds
    where bulletin_id = ${bulletin} and revision = ${revisions.from}
    on conflict do nothing`.execute(tx);
}

/** What became of a sound. */
export type SoundOutcome =
  | { state: 'failed'; problem: string }
  | {
      state: 'ready';
      sha256: string;
      mp3_sha256: string;
      master_sha256: string;
      bytes: number;
      duration_ms: number;
      loudness_lufs: number;
      true_peak_dbtp: number;
      peaks: number[];
    };

/** Ends the making of a sound; false when it had ended already. */
export async function finishSound(tx: Tx, id: string, outcome: SoundOutcome, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('sounds')
    .set({ ...outcome, finished_at: at })
    .where('id', '=', id)
    .where('state', '=', 'making')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * A finished sound takes the place of older ones in its language, in every revision that it belongs to; a failed one does so
 * only of others that failed.
 */
export async function unlinkOlderSounds(tx: Tx, sound: SoundRow, only: 'failed' | 'all'): Promise<void> {
  await sql`
    delete from revision_sounds r using sounds s
    where r.sound_id = s.id and s.id <> ${sound.id} and s.bulletin_id = ${sound.bulletin_id}
      and s.language = ${sound.language} and s.created_at <= ${sound.created_at}
      and (${only} = 'all' or s.state = 'failed')
      and r.revision in (select revision from revision_sounds where sound_id = ${sound.id})`.execute(tx);
}

/** Takes one sound off one revision of a bulletin; false where it had none such. */
export async function unlinkSound(
  tx: Tx,
  { id, revision }: { id: string; revision: string },
  sound: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('revision_sounds')
    .where('bulletin_id', '=', id)
    .where('revision', '=', revision)
    .where('sound_id', '=', sound)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Sounds that have been in the making since before an instant. */
export async function soundsMakingSince(db: Db, before: Date): Promise<SoundRow[]> {
  return db
    .selectFrom('sounds')
    .selectAll()
    .where('state', '=', 'making')
    .where('created_at', '<', before)
    .limit(100)
    .execute();
}

/** Sounds of bulletins by their address, whether or not their newest revisions still have them. */
export async function soundsByAddress(
  db: Either,
  bulletins: readonly string[],
  addresses: readonly string[],
): Promise<SoundRow[]> {
  if (addresses.length === 0 || bulletins.length === 0) return [];
  return db
    .selectFrom('sounds')
    .selectAll()
    .where('bulletin_id', 'in', bulletins)
    .where('sha256', 'in', addresses)
    .execute();
}

/** Voices of the sounds among these addresses that a machine read. */
export async function machineSounds(
  db: Either,
  addresses: readonly string[],
): Promise<Pick<SoundRow, 'voice' | 'voice_id'>[]> {
  if (addresses.length === 0) return [];
  return db
    .selectFrom('sounds')
    .select(['voice', 'voice_id'])
    .distinct()
    .where('origin', '=', 'machine')
    .where('sha256', 'in', addresses)
    .execute();
}
