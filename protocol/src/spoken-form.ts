import type { SpokenFormChange } from './http/speech.ts';

/**
 * The text with the accepted changes made and all others left as they were: the same for the server's answer and for the editor's
 * screen, where each change is switched by itself, in any order.
 *
 * @param changes in order of the original, never overlapping
 * @returns without white space at either end
 */
export function spokenFormText(
  original: string,
  changes: readonly SpokenFormChange[],
  accepted: (change: SpokenFormChange, index: number) => boolean,
): string {
  const pieces: string[] = [];
  let at = 0;
  for (const [index, change] of changes.entries()) {
    if (!accepted(change, index)) continue;
    pieces.push(original.slice(at, change.from), change.replacement);
    at = change.to;
  }
  pieces.push(original.slice(at));
  return pieces.join('').trim();
}
