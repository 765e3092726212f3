const LONGEST = 70;
/** A first sentence shorter than this ("Thông báo.") says nothing by itself. */
const SHORTEST = 12;

/** A title from the first words of a text, for officers who write only what is to be said. Empty for an empty text. */
export function suggestTitle(text: string): string {
  const flat = text
    .normalize('NFC')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim();
  const line = flat.split('\n').find((part) => part.trim().length >= SHORTEST) ?? flat.split('\n')[0] ?? '';
  const words = line.replaceAll(/\s+/g, ' ').trim();
  const sentence = firstSentence(words);
  const cut = sentence.length <= LONGEST ? sentence : wholeWords(sentence);
  return cut.replace(/[\s.,;:!?…–-]+$/u, '');
}

/** Up to the first full stop that ends a sentence: not one inside a number, nor one so early that little is said. */
function firstSentence(words: string): string {
  for (const match of words.matchAll(/[.!?;](?=\s|$)/g)) {
    if (match.index >= SHORTEST) return words.slice(0, match.index);
  }
  return words;
}

function wholeWords(sentence: string): string {
  const comma = sentence.lastIndexOf(',', LONGEST);
  if (comma >= LONGEST / 2) return sentence.slice(0, comma);
  return sentence.slice(0, sentence.lastIndexOf(' ', LONGEST) + 1 || LONGEST);
}
