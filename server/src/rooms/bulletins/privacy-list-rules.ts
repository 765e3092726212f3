import { occasionsOf } from './privacy-context-rules.ts';
import type { Person } from './privacy-people-rules.ts';
import type { Reading, Sentence } from './privacy-reading-rules.ts';
import type { Found } from './privacy-rules.ts';

/** From so many names on it is a list; two are one already when each has something of its own beside it. */
const NAMES = 3;
/** Characters between two names of one enumeration. */
const APART = 60;
const BESIDE = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{9,12}|\d[\d.]{3,}\s*(?:đ|đồng)|(?:19|20)\d{2}/u;

/** Lists of people's names, in lines or in a sentence, unless they are named for an honour, a duty, an election or a farewell. */
export function findLists(reading: Reading): Found[] {
  const { honour, duty, candidate, funeral, history } = occasionsOf(reading);
  const told = ({ from, to }: Found): boolean =>
    honour(from, 300, to - from + 160) ||
    duty(from, 200, 60) ||
    candidate(from, 300, to - from) ||
    funeral(from, 300, to - from + 200) ||
    history(from, 200, to - from);
  return [...groupsOf(reading)].filter((group) => !told(group));
}

function* groupsOf({ sentences }: Reading): Generator<Found> {
  let rows: Sentence[] = [];
  for (const sentence of sentences) {
    if (sentence.row && privately(sentence).length > 0) {
      rows.push(sentence);
      continue;
    }
    // "Thôn Mẫu 2:" between its lines ends no list.
    if (rows.length > 0 && sentence.people.length === 0 && sentence.before !== null && sentence.text.length < 60)
      continue;
    yield* listed(rows);
    rows = [];
    if (!sentence.row) yield* enumerated(sentence);
  }
  yield* listed(rows);
}

function* listed(rows: readonly Sentence[]): Generator<Found> {
  const people = rows.flatMap(privately);
  const beside = rows.filter((row) => BESIDE.test(row.text)).length;
  if (isList(people, beside)) yield stretch(people);
  else for (const row of rows) yield* enumerated(row);
}

function* enumerated(sentence: Sentence): Generator<Found> {
  let run: Person[] = [];
  for (const person of privately(sentence)) {
    const last = run.at(-1);
    if (last && person.head - last.to > APART) {
      if (isList(run, 0)) yield stretch(run);
      run = [];
    }
    run.push(person);
  }
  if (isList(run, 0)) yield stretch(run);
}

function privately({ people }: Sentence): readonly Person[] {
  return people.filter(({ official }) => !official);
}

function isList(people: readonly Person[], beside: number): boolean {
  const names = new Set(people.map(({ name }) => name.toLowerCase())).size;
  return names >= NAMES || (names >= 2 && beside >= 2);
}

function stretch(people: readonly Person[]): Found {
  return { kind: 'list', from: people[0]?.head ?? 0, to: people.at(-1)?.to ?? 0 };
}
