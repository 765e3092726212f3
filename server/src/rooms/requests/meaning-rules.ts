import type { Request } from '@nguon/protocol/request.ts';
import { languageName } from '@nguon/protocol/language-names.ts';
import { Problem } from '../../lib/problem.ts';
import { HEARD_PERCENT, lengthOf, unionOf, type Interval } from './listening-rules.ts';

/** The language in which everything is written and in which approvers read. */
const WRITTEN = 'vi';
/** Parts of an edition that say nothing: a song in Tày is answered for where it came into the library. */
const TUNES: ReadonlySet<string> = new Set(['chime', 'music']);

/** A sound whose meaning an approver cannot be asked to judge by the text, and the revision as part of which it speaks. */
export interface ForeignSound {
  sha256: string;
  language: string;
  bulletin: string;
  revision: string;
  /** Where it stands in the item as it is listened to, in milliseconds. */
  fromMs: number;
  toMs: number;
}

/** The sounds of a request in other languages than Vietnamese, in order; of an edition each with the bulletin that it belongs to. */
export function foreignSounds(request: Pick<Request, 'revision' | 'sounds' | 'parts'>): ForeignSound[] {
  const owners = (request.parts ?? []).flatMap((part) =>
    Array.from({ length: part.sounds }, () => (TUNES.has(part.kind) ? null : (part.bulletin ?? request.revision))),
  );
  let at = 0;
  return request.sounds.flatMap(({ sha256, language, durationMs }, index) => {
    const fromMs = at;
    at += durationMs;
    const owner = request.parts ? owners[index] : request.revision;
    if (!owner || language === WRITTEN) return [];
    return [{ sha256, language, bulletin: owner.bulletin, revision: owner.sha256, fromMs, toMs: at }];
  });
}

/** Names a sound as part of a revision. */
export function meaningKey({
  bulletin,
  revision,
  sha256,
}: Pick<ForeignSound, 'bulletin' | 'revision' | 'sha256'>): string {
  return `${bulletin} ${revision} ${sha256}`;
}

/** Refuses what speaks a language in which nobody has confirmed the meaning yet; null when all is confirmed. */
export function refusalOfMeaning(foreign: readonly ForeignSound[], confirmed: ReadonlySet<string>): Problem | null {
  const missing = foreign.filter((sound) => !confirmed.has(meaningKey(sound)));
  if (missing.length === 0) return null;
  const languages = [...new Set(missing.map(({ language }) => languageName(language)))].join(', ');
  return new Problem('meaning-unconfirmed', { languages });
}

/** Whether a listening heard enough of one sound of the item: as much as an approval needs of the whole. */
export function heardSound(
  heard: readonly Interval[],
  { fromMs, toMs }: Pick<ForeignSound, 'fromMs' | 'toMs'>,
): boolean {
  const moved = heard.map((part) => ({ fromMs: part.fromMs - fromMs, toMs: part.toMs - fromMs }));
  return lengthOf(unionOf(moved, toMs - fromMs)) * 100 >= (toMs - fromMs) * HEARD_PERCENT;
}
