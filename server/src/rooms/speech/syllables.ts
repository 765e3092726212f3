/**
 * Which groups of letters can be a Vietnamese syllable in writing: an onset, a rime, a tone that the rime bears. The voice
 * says everything else by rules of its own, so a person should listen to it.
 */

const RIMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu ' +
    'i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu ' +
    'o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uên uênh uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt ' +
    'ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu'
  ).split(' '),
);
/** Written with y: alone, after some onsets, or before ê at the head of a syllable. */
const Y_ONSETS = new Set(['', 'h', 'k', 'l', 'm', 's', 't', 'v', 'th']);
const Y_ALONE = new Set(['yên', 'yêm', 'yêu', 'yêt', 'yêng']);
/** What follows q. */
const Q_RIMES = new Set(
  (
    'ua uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăp uăt uân uâng uât uây ue uen ueo uet ' +
    'uê uêch uên uênh uêt ui uit uinh uơ uơi uơn uôc uy uych uynh uyt uyên uyêt'
  ).split(' '),
);
const ONSETS = new Set(' b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x'.split(' '));
/** Onsets with a spelling for front vowels and another for the rest. Ka and Kạn are names that everybody can say. */
const ONLY_BEFORE: Readonly<Record<string, RegExp>> = {
  c: /^[^eêiy]/,
  g: /^[^eê]/,
  gh: /^[eêi]/,
  k: /^[eêiya]/,
  ng: /^[^eêiy]/,
  ngh: /^[eêi]/,
};

/** nghiêng */
const LONGEST = 7;
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'] as const;
/** Letters with a tone → the letter without; and those whose tone a closed syllable may bear (sắc, nặng). */
const TONELESS = new Map<string, string>();
const CLOSED_TONES = new Set<string>();
for (const vowel of 'aăâeêioôơuưy') {
  for (const tone of TONES) {
    const letter = (vowel + tone).normalize('NFC');
    TONELESS.set(letter, vowel);
    if (tone === '\u0301' || tone === '\u0323') CLOSED_TONES.add(letter);
  }
}

/** Every onset with every rime that it may stand before, tones aside: some four thousand. */
const SYLLABLES = new Set([
  ...Array.from(ONSETS).flatMap((onset) =>
    Array.from(RIMES)
      .filter((rime) => ONLY_BEFORE[onset]?.test(rime) ?? true)
      .map((rime) => onset + rime),
  ),
  ...Array.from(Q_RIMES, (rime) => `q${rime}`),
  ...Array.from(Y_ONSETS, (onset) => `${onset}y`),
  ...Y_ALONE,
]);

/**
 * Whether a word is a possible Vietnamese syllable.
 *
 * @param word letters in composed form, any capitals
 */
export function isVietnameseSyllable(word: string): boolean {
  if (word.length > LONGEST) return false;
  const lower = word.toLowerCase();
  let marked = -1;
  for (let index = 0; index < lower.length; index += 1) {
    if (!TONELESS.has(lower[index] ?? '')) continue;
    if (marked >= 0) return false;
    marked = index;
  }
  const letter = lower[marked] ?? '';
  const bare = marked < 0 ? lower : lower.slice(0, marked) + TONELESS.get(letter) + lower.slice(marked + 1);
  return SYLLABLES.has(bare) && (CLOSED_TONES.has(letter) || !/(?:[cpt]|ch)$/.test(bare));
}

/** Rimes without their diacritics, as addresses and old messages write them. */
const BARE_RIMES = new Set(
  Array.from([...RIMES, 'y', 'yen', 'yeu'], (rime) => rime.normalize('NFD').replaceAll(/[\u0302\u0306\u031b]/g, '')),
);
const BARE_Q_RIMES = new Set(
  Array.from(Q_RIMES, (rime) => rime.normalize('NFD').replaceAll(/[\u0302\u0306\u031b]/g, '')),
);

/** Whether small letters without any mark can stand for a syllable: "nguon" for nguồn. At least two letters. */
export function isTonelessSyllable(word: string): boolean {
  for (let length = 0; length <= 3 && length < word.length; length += 1) {
    const [onset, rime] = [word.slice(0, length), word.slice(length)];
    if (word.length < 2) return false;
    if (onset === 'q' ? BARE_Q_RIMES.has(rime) : ONSETS.has(onset) && BARE_RIMES.has(rime)) return true;
  }
  return false;
}
