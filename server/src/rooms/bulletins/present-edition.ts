import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Edition } from '@nguon/protocol/http/editions.ts';
import { sessionMs } from '@nguon/protocol/request.ts';
import { whyOutdated, type Standing } from './edition-rules.ts';
import type { EditionPart } from './rules.ts';
import type { FinishedSound } from './service.ts';

/** An edition as its page shows it: each part with its sounds and whether it still is what was put in. */
export function presentEdition(
  bulletin: Bulletin,
  parts: readonly EditionPart[],
  sounds: readonly FinishedSound[],
  standing: ReadonlyMap<string, Standing>,
  inLibrary: Pick<ReadonlyMap<string, unknown>, 'has'>,
): Edition {
  const made = new Map(sounds.map((sound) => [sound.sha256, sound]));
  const whole = parts.map(({ kind, title, bulletin: said, item, readings, sounds: own }) => ({
    kind,
    title,
    bulletin: said?.id ?? null,
    item,
    readings,
    durationMs: sessionMs({ sounds: own, readings }),
    sounds: own.map(({ language, sha256, durationMs }) => {
      const { mp3Sha256 = null, peaks = [], voice = null } = made.get(sha256) ?? {};
      return { language, mp3Sha256, durationMs, peaks, voice };
    }),
    outdated: said
      ? whyOutdated(said.revision, standing.get(said.id))
      : inLibrary.has(item ?? '')
        ? null
        : ('gone' as const),
  }));
  const all = parts.flatMap(({ sounds: own, readings }) => Array.from({ length: readings }, () => own).flat());
  return { bulletin, parts: whole, totalMs: sessionMs({ sounds: all, readings: 1 }) };
}
