/** The five tone marks as combining characters: huyền, sắc, ngã, hỏi, nặng. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const RISING_OR_HEAVY = /[\u0301\u0323]/u;

const ONSETS = 'b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ');

/** Rhymes as they are written, without tone. After `qu` the u belongs to the onset, hence the plain forms with y. */
const RHYMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu ' +
    'i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
    'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oi om on ong oong ooc op ot oc ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu ' +
    'ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ' +
    'y ych yêm yên yêng yêt yêu ynh yt'
  ).split(' '),
);

/**
 * Whether a word can be one written Vietnamese syllable: an onset, a rhyme and a tone that go together. Spelling with the tone mark
 * on either vowel (hoà, hòa) counts. Such a syllable need not exist; a word that is none was misread, misspelt or is foreign.
 * @param word any case, composed or not, without punctuation
 */
export function isPossibleSyllable(word: string): boolean {
  const marked = word.toLowerCase().normalize('NFD');
  const tones = marked.match(TONES) ?? [];
  if (tones.length > 1) return false;
  const plain = marked.replace(TONES, '').normalize('NFC');
  // A syllable that ends on a stop is short: only two of the tones can be heard on it.
  if (/(?:c|ch|p|t)$/u.test(plain) && !RISING_OR_HEAVY.test(tones[0] ?? '')) return false;
  return RHYMES.has(plain) || ONSETS.some((onset) => plain.startsWith(onset) && RHYMES.has(plain.slice(onset.length)));
}
