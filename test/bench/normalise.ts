/**
 * `npm run bench:normalise`: how long one core takes to turn a megabyte of public documents into words to be read aloud. The reference
 * only parts the same text into words, numbers and signs. Processor time, not the clock on the wall: a busy machine changes nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { normalise } from '../../server/src/rooms/speech/rules.ts';
import { tell } from './figures.ts';

const FOLDER = new URL('../../server/src/rooms/speech/golden/documents/', import.meta.url);
const MEGABYTE = 1_000_000;
const ROUNDS = 5;
const TARGET_S = 1;
const PIECES = /\p{L}+|\d+|\s+|./gsu;

const documents = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.written.txt'))
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'));
const bytes = documents.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
const times = Math.ceil(MEGABYTE / bytes);

/** Seconds of processor for a megabyte: the median of some rounds after one to warm up. */
function secondsFor(work: (text: string) => unknown): number {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) for (const text of documents) work(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / ((bytes * times) / MEGABYTE);
  });
  return rounds.slice(1).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

tell({
  bench: 'normalise',
  figure: `seconds of a core for a megabyte (UTF-8) of ${documents.length} public documents, median of ${ROUNDS}`,
  value: secondsFor(normalise),
  reference: secondsFor((text) => text.match(PIECES)),
  target: TARGET_S,
  atMost: true,
});
