import type { SpokenForm, SpokenFormChange } from '@nguon/protocol/http/speech.ts';
import { compose } from './original.ts';
import { readBasis } from './spoken-form-basis.ts';
import { bodyChanges } from './spoken-form-body.ts';
import { recaser } from './spoken-form-casing.ts';
import { readDistribution, readSignature } from './spoken-form-end.ts';
import { readExecution } from './spoken-form-execution.ts';
import { issuerOf, looksOfficial, readHead, readRecipients, readRecord } from './spoken-form-head.ts';
import {
  type Block,
  type BlockReader,
  type BodyLine,
  type Line,
  linesOf,
  nextWritten,
  type OfficialText,
} from './spoken-form-lines.ts';
import { readLayoutLine } from './spoken-form-layout.ts';
import { notesOf } from './spoken-form-notes.ts';
import { readTitle } from './spoken-form-title.ts';

const READERS: readonly BlockReader[] = [
  readRecord,
  readHead,
  readTitle,
  readRecipients,
  readDistribution,
  readSignature,
  readBasis,
  readExecution,
];

/** What official text becomes for the ear: the changes, and places that only a person can mend. */
export type Spoken = Pick<SpokenForm, 'changes' | 'notes'>;

/**
 * Rút thành lời đọc: what an announcer leaves out of or says otherwise in a text of an office. Each change stands by itself
 * (`spokenFormText` makes any choice of them), none overlaps another, and those that change a fact are optional. A second time it finds
 * nothing more. Takes time linear in the text; never throws.
 */
export function spokenForm(original: string): Spoken {
  const { text, originalOffset } = compose(original);
  const { lines, layout } = withoutLayout(linesOf(text));
  const { blocks, body } = taken(describe(lines));
  const changes = disjoint([...layout, ...blocks, ...bodyChanges(body)], text);
  const placed = <T extends { from: number; to: number }>(part: T): T => ({
    ...part,
    from: originalOffset(part.from),
    to: originalOffset(part.to),
  });
  return {
    changes: changes.map(placed).map((change) => ({ ...change, original: original.slice(change.from, change.to) })),
    notes: notesOf(lines, body).map(placed),
  };
}

/** Lines that say something or keep a gap; the others are left out, each up to the next line with words. */
function withoutLayout(all: readonly Line[]): { lines: Line[]; layout: SpokenFormChange[] } {
  const [lines, layout]: [Line[], SpokenFormChange[]] = [[], []];
  for (const [at, line] of all.entries()) {
    const block = line.text === '' ? undefined : readLayoutLine(line.text);
    if (block) layout.push(changeOf(all, at, block));
    else lines.push(line);
  }
  return { lines, layout };
}

function describe(lines: readonly Line[]): OfficialText {
  const known = {
    lines,
    official: looksOfficial(lines.map(({ text }) => text)),
    recase: recaser(lines),
  };
  const article = lines.findIndex(({ text }) => text.startsWith('Điều 1.'));
  return { ...known, issuer: issuerOf(known), annexFrom: article < 0 ? lines.length : article };
}

/** Blocks of lines that are taken whole, and the lines that remain. */
function taken(text: OfficialText): { blocks: SpokenFormChange[]; body: BodyLine[] } {
  const [blocks, body]: [SpokenFormChange[], BodyLine[]] = [[], []];
  let zone: 'head' | 'body' = 'head';
  let joined = false;
  for (let at = 0; at < text.lines.length;) {
    const line = text.lines[at];
    const block = line?.text ? firstOf(text, at, zone) : undefined;
    if (block) {
      blocks.push(changeOf(text.lines, at, block));
      joined = false;
      // A new sheet begins after somebody has signed.
      if (block.kind === 'signature') zone = 'head';
    } else if (line?.text) {
      body.push({ ...line, joined });
      joined = true;
      zone = 'body';
    }
    at += block?.lines ?? 1;
  }
  return { blocks, body };
}

function firstOf(text: OfficialText, at: number, zone: 'head' | 'body'): Block | undefined {
  for (const read of READERS) {
    const block = read(text, at, zone);
    if (block) return block;
  }
  return undefined;
}

/** A block that is left out takes the gap after it along, so that none piles up. */
function changeOf(
  lines: readonly Line[],
  at: number,
  { kind, lines: count, replacement = '', why, optional = false }: Block,
): SpokenFormChange {
  const first = lines[at];
  const last = lines[at + count - 1] ?? first;
  const after = nextWritten(lines, at + count);
  const from = replacement === '' ? (first?.start ?? 0) : (first?.from ?? 0);
  const to =
    replacement === ''
      ? after === undefined
        ? (lines.at(-1)?.next ?? from)
        : (lines[after]?.start ?? from)
      : (last?.to ?? from);
  return { kind, from, to, original: '', replacement, why, optional };
}

/** In order; of two that overlap the one that begins first stays. What is left out of one kind in one go is one change. */
function disjoint(changes: readonly SpokenFormChange[], text: string): SpokenFormChange[] {
  const kept: SpokenFormChange[] = [];
  for (const change of changes.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (change.from < (last?.to ?? 0) || text.slice(change.from, change.to) === change.replacement) continue;
    const joins =
      last?.to === change.from && last.why === change.why && `${last.replacement}${change.replacement}` === '';
    if (joins) kept[kept.length - 1] = { ...last, to: change.to };
    else kept.push(change);
  }
  return kept;
}
