import { isCapitals, type Line } from './spoken-form-lines.ts';
import { type Marker, markerOf, type MarkerStyle } from './spoken-form-markers.ts';

/** A line of the body with a marker, and what it turned out to be. */
export interface Item {
  /** Place among the lines of the body. */
  readonly place: number;
  readonly line: Line;
  readonly marker: Marker;
  /** A heading is left out; an item is counted or only loses its marker. */
  readonly role: 'heading' | 'counted' | 'plain';
  /** From 1, among its list. */
  readonly count: number;
  /** Counted lists that it stands in, itself apart. */
  readonly depth: number;
}

interface Entry {
  readonly place: number;
  readonly line: Line;
  readonly marker: Marker;
  /** Something stands under it before its next sibling. */
  content: boolean;
}

interface Group {
  readonly style: MarkerStyle;
  readonly parent: Group | undefined;
  readonly entries: Entry[];
}

const LOOSE = new Set<MarkerStyle>(['letter', 'dash', 'plus', 'bullet']);
const SECTIONS = new Set<MarkerStyle>(['letter-section', 'roman', 'number-2', 'number-3']);
const CLOSED = /[.;:,!?…]$/;
const LONGEST_HEADING = 25;
const LABEL = /^[^:.;,]{1,32}:\s*\S/u;

/** Headings and lists among the lines of a body. Each line is looked at once. */
export function itemsOf(body: readonly Line[]): Item[] {
  return groupsOf(body).flatMap((group) => judged(group));
}

function groupsOf(body: readonly Line[]): Group[] {
  const groups: Group[] = [];
  let open: Group[] = [];
  let last: Entry | undefined;
  for (const [place, line] of body.entries()) {
    const marker = markerOf(line.text);
    if (!marker) {
      if (last) last.content = true;
      last = undefined;
      // A paragraph ends what has no numbers to go on with.
      open = open.filter(({ style }) => !LOOSE.has(style));
      continue;
    }
    const at = open.findIndex(({ style }) => style === marker.style);
    const entry = { place, line, marker, content: false };
    if (at < 0 && last) last.content = true;
    if (at >= 0 && !(marker.first && !LOOSE.has(marker.style))) {
      open = open.slice(0, at + 1);
      open[at]?.entries.push(entry);
    } else {
      open = at < 0 ? open : open.slice(0, at);
      const group = { style: marker.style, parent: open.at(-1), entries: [entry] };
      groups.push(group);
      open = [...open, group];
    }
    last = entry;
  }
  return groups;
}

function judged(group: Group): Item[] {
  const heading = isHeading(group);
  const counted = isCounted(group);
  let depth = 0;
  for (let above = group.parent; above; above = above.parent) if (isCounted(above)) depth += 1;
  return group.entries.map(({ place, line, marker, content }, index) => {
    const own = heading || (SECTIONS.has(group.style) && content && isTitle(line.text.slice(marker.length)));
    const role = own ? 'heading' : counted ? 'counted' : 'plain';
    return { place, line, marker, role, count: index + 1, depth };
  });
}

/** Titles over something, all of them: a list of short things ("1. Đơn đề nghị") has nothing under its items. */
function isHeading({ style, entries }: Group): boolean {
  if (LOOSE.has(style)) return false;
  const words = entries.map(({ line, marker }) => line.text.slice(marker.length));
  if (style === 'roman' || style === 'letter-section') return words.every((text) => isTitle(text) || isCapitals(text));
  return words.every(isTitle) && entries.slice(0, Math.max(1, entries.length - 1)).every(({ content }) => content);
}

function isTitle(text: string): boolean {
  return !CLOSED.test(text) && text.length <= 200 && text.split(' ').length <= LONGEST_HEADING;
}

/** Counted aloud: two items at least, unless each begins with a label of its own ("Thời gian: …"). */
function isCounted(group: Group): boolean {
  const { entries } = group;
  if (entries.length < 2 || isHeading(group)) return false;
  return !entries.every(({ line, marker }) => LABEL.test(line.text.slice(marker.length)));
}
