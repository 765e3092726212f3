import { readSeed } from '../../platform/seeds.ts';
import { LabelledText } from './privacy-measure-rules.ts';

/** Texts that the rules were written with, and texts written after the rules were frozen. */
const SETS = { development: 'development.jsonl', 'held-out': 'held-out.jsonl' } as const;
export type PrivacySet = keyof typeof SETS;
export const PRIVACY_SETS = Object.keys(SETS) as PrivacySet[];

/** The project's own labelled texts: made-up people, a JSON object on each line. */
export async function readPrivacySet(name: PrivacySet): Promise<LabelledText[]> {
  const lines = await readSeed(new URL(`./privacy-set/${SETS[name]}`, import.meta.url));
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => LabelledText.parse(JSON.parse(line)));
}
