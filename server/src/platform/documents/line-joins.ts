/** What begins a paragraph of its own: a dash, a number, a letter of a list. */
const LIST_START = /^(?:[-–+•*]|\d{1,3}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}[.)])(?:\s|$)/u;
const SENTENCE_END = /[.:;!?…]["”’)]?$/u;
/** A line that ends so near the edge, as a share of its block's width, ended because there was no more room. */
const NEAR_EDGE = 0.1;

/**
 * Whether a line of a page and the next one are one paragraph. Where a sentence ends at the edge nobody can tell; a break there does no
 * harm to reading aloud.
 * @param edge the block's right edge, in the unit of the line's `left` and `right`
 */
export function goesOn(
  line: { readonly text: string; readonly left: number; readonly right: number },
  edge: number,
  next: string,
): boolean {
  return line.right >= edge - (edge - line.left) * NEAR_EDGE && !SENTENCE_END.test(line.text) && !LIST_START.test(next);
}
