import { measurePrivacy, reachesTargets, TARGETS, type PrivacyMeasure } from './privacy-measure-rules.ts';
import { PRIVACY_SETS, readPrivacySet } from './privacy-set.ts';

/** The privacy gate over each labelled set and over all of them; `reached` when what was held out, and all, keep the targets. */
export async function measurePrivacyGate(): Promise<{
  sets: { name: string; measure: PrivacyMeasure }[];
  targets: typeof TARGETS;
  reached: boolean;
}> {
  const read = await Promise.all(PRIVACY_SETS.map(async (name) => ({ name, texts: await readPrivacySet(name) })));
  const together = { name: 'all', texts: read.flatMap(({ texts }) => texts) };
  const sets = [...read, together].map(({ name, texts }) => ({ name, measure: measurePrivacy(texts) }));
  const judged = sets.filter(({ name }) => name !== 'development');
  return { sets, targets: TARGETS, reached: judged.every(({ measure }) => reachesTargets(measure.all)) };
}
