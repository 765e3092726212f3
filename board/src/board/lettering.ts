/** A rectangle in CSS pixels. */
export interface Box {
  width: number;
  height: number;
}

/** Width of a text in one line at a letter size, all in CSS pixels. */
export type Measure = (text: string, px: number) => number;

/** Text set in a box: letter size in CSS pixels and the lines it breaks into. */
export interface Setting {
  px: number;
  lines: string[];
}

/** Vietnamese letters carry two marks one above the other; closer lines would touch. */
export const LINE_HEIGHT = 1.3;

/** Breaks a text at its spaces into lines of at most `width`; null when a word alone is wider. */
export function breakLines(text: string, px: number, width: number, measure: Measure): string[] | null {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer, px) <= width) line = longer;
    else if (line === '' || measure(word, px) > width) return null;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The same number of lines as even as can be: no last line of one short word. */
function evenLines(lines: string[], px: number, measure: Measure): string[] {
  const widest = (list: readonly string[]): number => Math.max(...list.map((line) => measure(line, px)));
  let even = lines;
  // Each round is narrower than the last, until one more line would be needed.
  for (let narrower: string[] | null = lines; lines.length > 1 && narrower?.length === lines.length;) {
    even = narrower;
    narrower = breakLines(lines.join(' '), px, widest(even) - 1, measure);
  }
  return even;
}

/** Sets a text at one size; null when it does not fit. */
export function setAt(text: string, px: number, box: Box, measure: Measure): Setting | null {
  const lines = breakLines(text, px, box.width, measure);
  return lines !== null && lines.length * px * LINE_HEIGHT <= box.height ? { px, lines } : null;
}

/** The largest whole size, `least` to `most`, at which a text fits a box; null when it does not even fit at the least. */
export function largestSetting(
  text: string,
  box: Box,
  measure: Measure,
  limits: { least: number; most: number },
): Setting | null {
  let best = setAt(text, limits.least, box, measure);
  if (best === null) return null;
  let low = limits.least;
  let high = Math.max(low, Math.min(limits.most, Math.floor(box.height / LINE_HEIGHT)));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const setting = setAt(text, middle, box, measure);
    if (setting === null) high = middle - 1;
    else {
      best = setting;
      low = middle;
    }
  }
  return { px: best.px, lines: evenLines(best.lines, best.px, measure) };
}
