import { PrivacyKind } from '@nguon/protocol/http/privacy.ts';
import { z } from 'zod';
import { findPersonalData } from './privacy-rules.ts';

/** A text and what it tells of people, as a person judged it; nothing for a harmless one. */
export const LabelledText = z.strictObject({ text: z.string().min(1), kinds: z.array(PrivacyKind) });
export type LabelledText = z.infer<typeof LabelledText>;

/** How one kind, or all together, was judged. */
export interface Measure {
  /** Texts that tell such a thing, and those of them in which it was found. */
  telling: number;
  found: number;
  /** Texts that do not, and those of them in which it was found all the same. */
  harmless: number;
  falseAlarms: number;
}

/** The gate over a labelled set: a text counts as found when anything in it stops it; a kind when that kind is named. */
export interface PrivacyMeasure {
  all: Measure;
  kinds: Record<PrivacyKind, Measure>;
}

/** What the gate must reach: shares of 1. */
export const TARGETS = { found: 0.95, falseAlarms: 0.05 };

/** Judges every text of a labelled set and counts. */
export function measurePrivacy(texts: readonly LabelledText[]): PrivacyMeasure {
  const judged = texts.map(({ text, kinds }) => ({
    told: new Set(kinds),
    found: new Set(findPersonalData(text).map(({ kind }) => kind)),
  }));
  const count = (
    tells: (one: (typeof judged)[number]) => boolean,
    finds: (one: (typeof judged)[number]) => boolean,
  ) => {
    const telling = judged.filter(tells);
    const harmless = judged.filter((one) => !tells(one));
    return {
      telling: telling.length,
      found: telling.filter(finds).length,
      harmless: harmless.length,
      falseAlarms: harmless.filter(finds).length,
    };
  };
  const kinds = PrivacyKind.options.map((kind) => [
    kind,
    count(
      ({ told }) => told.has(kind),
      ({ found }) => found.has(kind),
    ),
  ]);
  return {
    all: count(
      ({ told }) => told.size > 0,
      ({ found }) => found.size > 0,
    ),
    kinds: Object.fromEntries(kinds) as Record<PrivacyKind, Measure>,
  };
}

/** Whether a measure reaches the targets. */
export function reachesTargets({ telling, found, harmless, falseAlarms }: Measure): boolean {
  return found >= TARGETS.found * telling && falseAlarms <= TARGETS.falseAlarms * harmless;
}
