/** One stretch of a recording on this computer: what was read, how long, and whether the server has it. */
export interface Take {
  id: string;
  /** The draft that it belongs to. */
  draft: string;
  /** The sentence that was read; empty for a free recording. */
  text: string;
  /** Which sentence it was when it was read. */
  place: number;
  at: number;
  ms: number;
  /** Media type, as the recorder of the browser says. */
  type: string;
  /** It was ended by a person; otherwise something cut it, and it is to be heard before it is used. */
  whole: boolean;
  sent: { bulletin: string; sha256: string } | null;
}

/** A sentence with its take; null where none was read yet. */
export interface Line {
  text: string;
  take: Take | null;
}

/**
 * The sentences with their takes, and the takes that go with none of them: a changed sentence has to be read again, but what was read is
 * kept in case the old words come back. Without a text the takes themselves are the lines.
 */
export function lineUp(sentences: readonly string[], takes: readonly Take[]): { lines: Line[]; spare: Take[] } {
  if (sentences.length === 0) {
    const free = takes.filter(({ text }) => text === '').toSorted(byPlace);
    return { lines: free.map((take) => ({ text: '', take })), spare: takes.filter(({ text }) => text !== '') };
  }
  const left = new Set(takes);
  const lines = sentences.map((text, place) => {
    // The same words may be read twice; each goes where it was read. A take that was cut does not displace a whole one.
    const [take = null] = [...left]
      .filter((one) => one.text === text)
      .toSorted(
        (a, b) =>
          Math.abs(a.place - place) - Math.abs(b.place - place) || Number(b.whole) - Number(a.whole) || b.at - a.at,
      );
    if (take) left.delete(take);
    return { text, take };
  });
  return { lines, spare: [...left] };
}

function byPlace(a: Take, b: Take): number {
  return a.place - b.place || a.at - b.at;
}

/** The first line without a take, or null when all were read. */
export function firstUnread(lines: readonly Line[]): number | null {
  const place = lines.findIndex(({ take }) => take === null);
  return place < 0 ? null : place;
}

/** The takes of the lines in their order. */
export function takesOf(lines: readonly Line[]): Take[] {
  return lines.flatMap(({ take }) => take ?? []);
}
