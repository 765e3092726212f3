/** Words that end in a full stop without ending a sentence. */
const SHORT = /(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|Tt|P|Q|H|X|Th|ThS|TS|Ts|GS|PGS|BS|KS|CN|Ô|B|đ\/c|v\.v|vv|No|Nr)\.$/u;
/** Longer ones are read in two breaths: cut at a comma or semicolon. */
const LONGEST = 260;

/**
 * A text in sentences, as it is read aloud: lines end one, and so do full stops, question and exclamation marks before a blank. Numbers,
 * hours and abbreviations stay whole. Joined with blanks they are the text again, but for its white space.
 */
export function sentencesOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split(/\n+/)
    .flatMap((line) => sentencesOfLine(line.trim()))
    .flatMap(inBreaths);
}

function sentencesOfLine(line: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (const { index, 0: mark } of line.matchAll(/[.!?…]+["”’)]*(?=\s)/gu)) {
    const sentence = line.slice(from, index + mark.length).trim();
    if (mark === '.' && SHORT.test(sentence)) continue;
    found.push(sentence);
    from = index + mark.length;
  }
  found.push(line.slice(from).trim());
  // A number of a list, "1.", belongs to what follows it.
  return found.filter((sentence) => sentence !== '').reduce(withItsNumber, []);
}

function withItsNumber(sentences: string[], next: string): string[] {
  const last = sentences.at(-1);
  if (last === undefined || !/^\(?[\dA-Za-zĐđ]{1,3}[.)]$/u.test(last)) return [...sentences, next];
  return [...sentences.slice(0, -1), `${last} ${next}`];
}

function inBreaths(sentence: string): string[] {
  if (sentence.length <= LONGEST) return [sentence];
  const middle = sentence.length / 2;
  const cuts = [...sentence.matchAll(/[;,]\s/g)].map(({ index }) => index + 1);
  const cut = cuts.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (cut === undefined || cut < 40 || sentence.length - cut < 40) return [sentence];
  return [sentence.slice(0, cut), sentence.slice(cut).trim()].flatMap(inBreaths);
}
