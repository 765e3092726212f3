/** Vietnamese as it was typed before Unicode: with fonts that draw Vietnamese letters in the places of Latin-1. */
export type OldEncoding = 'tcvn3' | 'vni';

/**
 * TCVN 5712:1993, table VN3: the letters in the places 0xA1 to 0xFE; a point stands for a place without letter. Capitals with a tone
 * have none: they are typed in a font whose name ends in H, in which the small letters look like capitals.
 */
const TCVN3 =
  'ĂÂÊÔƠƯĐăâêôơưđ.' +
  '.....àảãáạ.ằẳẵắ.' +
  '......ặầẩẫấậè.ẻẽ' +
  'éẹềểễếệìỉ...ĩíịò' +
  '.ỏõóọồổỗốộờởỡớợù' +
  '.ủũúụừửữứựỳỷỹýỵ';

/** VNI for Windows: the mark follows its letter as a letter of its own; a few letters have one place. Small letters; capitals likewise. */
const VNI =
  'á aù à aø ả aû ã aõ ạ aï ă aê ắ aé ằ aè ẳ aú ẵ aü ặ aë â aâ ấ aá ầ aà ẩ aå ẫ aã ậ aä ' +
  'é eù è eø ẻ eû ẽ eõ ẹ eï ê eâ ế eá ề eà ể eå ễ eã ệ eä ỉ æ ĩ ó ị ò ' +
  'ó où ò oø ỏ oû õ oõ ọ oï ô oâ ố oá ồ oà ổ oå ỗ oã ộ oä ơ ô ớ ôù ờ ôø ở ôû ỡ ôõ ợ ôï ' +
  'ú uù ù uø ủ uû ũ uõ ụ uï ư ö ứ öù ừ öø ử öû ữ öõ ự öï ý yù ỳ yø ỷ yû ỹ yõ ỵ î đ ñ';

const FIRST_PLACE = 0xa1;
const fromTcvn3 = new Map(
  Array.from(TCVN3, (letter, place) => [String.fromCodePoint(FIRST_PLACE + place), letter] as const).filter(
    ([, letter]) => letter !== '.',
  ),
);
const toTcvn3 = new Map(Array.from(fromTcvn3, ([place, letter]) => [letter, place]));

const vniWords = VNI.split(' ');
const toVni = new Map(
  vniWords.flatMap((letter, at) => {
    const written = vniWords[at + 1];
    if (at % 2 === 1 || written === undefined) return [];
    return [[letter, written] as const, [letter.toUpperCase(), written.toUpperCase()] as const];
  }),
);
/** A capital may also carry its mark as a small letter. */
const fromVni = new Map(
  Array.from(toVni, ([letter, written]) => [written, letter] as const).flatMap(([written, letter]) => [
    [written, letter] as const,
    [`${written.slice(0, 1)}${written.slice(1).toLowerCase()}`, letter] as const,
  ]),
);
/** A letter with its mark before a letter alone. */
const VNI_LETTERS = new RegExp([...fromVni.keys()].toSorted((a, b) => b.length - a.length).join('|'), 'gu');

/** Reads text of an old encoding; what is no letter of it stays as it is. Capital fonts of TCVN3 are the caller's to know. */
export function readOldText(text: string, encoding: OldEncoding): string {
  if (encoding === 'tcvn3') return Array.from(text, (letter) => fromTcvn3.get(letter) ?? letter).join('');
  return text.replaceAll(VNI_LETTERS, (written) => fromVni.get(written) ?? written);
}

/**
 * Writes Vietnamese as an old encoding had it. TCVN3 has no capitals with a tone: theirs are written small, as for a capital font.
 */
export function writeOldText(text: string, encoding: OldEncoding): string {
  const composed = text.normalize('NFC');
  if (encoding === 'vni') return Array.from(composed, (letter) => toVni.get(letter) ?? letter).join('');
  return Array.from(composed, (letter) => toTcvn3.get(letter) ?? toTcvn3.get(letter.toLowerCase()) ?? letter).join('');
}
