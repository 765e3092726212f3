import type { Bulletin, SoundView } from '@nguon/protocol/http/bulletins.ts';
import { normaliseText } from '../speech/service.ts';
import type { SoundRow } from './sounds-store.ts';
import type { BulletinListRow, BulletinRecord } from './store.ts';

/** A bulletin as its page shows it; `sounds` are those of its newest revision, `pronunciations` those of its unit. */
export function presentBulletin(
  record: BulletinRecord,
  more: {
    sounds: readonly SoundRow[];
    mayEdit: boolean;
    pronunciations: ReadonlyMap<string, string>;
    corrects: Bulletin['corrects'];
    corrections: Bulletin['corrections'];
  },
): Bulletin {
  const { content } = record;
  const { sounds, mayEdit, pronunciations, corrects, corrections } = more;
  return {
    id: record.id,
    kind: content.parts ? 'edition' : 'bulletin',
    title: content.title,
    unit: record.unit,
    unitName: record.unitName,
    class: content.class,
    state: record.state,
    authorName: record.authorName,
    updatedAt: record.updatedAt.toISOString(),
    revision: record.revision,
    text: content.text,
    spoken: normaliseText(content.text, pronunciations).text,
    topic: content.topic,
    genre: content.genre,
    origin: content.origin,
    language: content.language,
    contributors: content.contributors,
    picture: content.picture,
    template: content.template ?? null,
    sounds: sounds.map(presentSound),
    author: record.author,
    mayEdit,
    corrects: corrects && { id: corrects.id, title: corrects.title },
    corrections,
  };
}

/** A line of a list. */
export function presentRow({
  updatedAt,
  ...row
}: BulletinListRow): Omit<BulletinListRow, 'updatedAt'> & { updatedAt: string } {
  return { ...row, updatedAt: updatedAt.toISOString() };
}

export function presentSound(row: SoundRow): SoundView {
  const { id, language, origin, voice, state, problem, sha256, mp3_sha256, duration_ms, peaks } = row;
  return { id, language, origin, voice, state, problem, sha256, mp3Sha256: mp3_sha256, durationMs: duration_ms, peaks };
}
