import type { SpokenFormChange } from '@nguon/protocol/http/speech.ts';

/** Characters that last ninety seconds at the normal pace: about 17 a second, measured on running text. */
const LONG_CHARACTERS = 90 * 17;
/** Seconds between which an item for loudspeakers should last. */
export const TARGET_SECONDS = { least: 60, most: 90 };

const OFFICIAL =
  /CỘNG H(?:ÒA|OÀ) XÃ HỘI|^\s*(?:Căn cứ\s|Nơi nhận\s*:|Kính gửi\s*:|Số\s*:\s*\d*\/|TM\.|KT\.|V\/v\s|Điều 1\.)|^(?:QUYẾT ĐỊNH|KẾ HOẠCH|THÔNG BÁO|GIẤY MỜI|CÔNG ĐIỆN|CHỈ THỊ|HƯỚNG DẪN)\s*$/mu;

/** Why a text may want to be made one for the ear; null when it need not. */
export function offerFor(text: string): 'official' | 'long' | null {
  if (OFFICIAL.test(text.normalize('NFC'))) return 'official';
  return text.length > LONG_CHARACTERS ? 'long' : null;
}

/** A stretch of a text before and after: as it stays, taken out, or put in. */
export interface FormPiece {
  kind: 'kept' | 'out' | 'in';
  text: string;
}

/** Both texts in one: what goes and what comes where the accepted changes are. */
export function formPieces(
  original: string,
  changes: readonly SpokenFormChange[],
  accepted: ReadonlySet<number>,
): FormPiece[] {
  const pieces: FormPiece[] = [];
  let at = 0;
  for (const [index, { from, to, replacement }] of changes.entries()) {
    if (!accepted.has(index)) continue;
    pieces.push(
      { kind: 'kept', text: original.slice(at, from) },
      { kind: 'out', text: original.slice(from, to) },
      { kind: 'in', text: replacement },
    );
    at = to;
  }
  pieces.push({ kind: 'kept', text: original.slice(at) });
  return pieces.filter(({ text }) => text !== '');
}

/** A piece of text on one line, shortened in its middle. */
export function snippet(text: string, most = 90): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  return `${line.slice(0, most - 22).trimEnd()} … ${line.slice(-18).trimStart()}`;
}
