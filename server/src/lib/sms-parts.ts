/** How a text travels: GSM 7 bits where every letter is in that alphabet, else UCS-2; Vietnamese tone marks need UCS-2 (3GPP TS 23.038). */
export interface SmsParts {
  coding: 'gsm7' | 'ucs2';
  /** In order; one of a text that fits a single message. */
  parts: string[];
}

const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each takes the place of two. */
const GSM_EXTENDED = new Set('^{}\\[~]|€');

/** Septets or UTF-16 units of a message alone, and of one part of several (six bytes go to the header that joins them). */
const ROOM = { gsm7: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } } as const;

/** Splits a text into the messages that carry it. No character is cut in two. */
export function smsParts(text: string): SmsParts {
  // By code points: a part may not end within one.
  const characters = Array.from(text);
  const coding = characters.every((one) => GSM_BASIC.has(one) || GSM_EXTENDED.has(one)) ? 'gsm7' : 'ucs2';
  const weigh = (one: string): number => (coding === 'ucs2' ? one.length : GSM_EXTENDED.has(one) ? 2 : 1);
  const { alone, joined } = ROOM[coding];
  if (characters.reduce((sum, one) => sum + weigh(one), 0) <= alone) return { coding, parts: [text] };
  const parts: string[] = [''];
  let used = 0;
  for (const one of characters) {
    if (used + weigh(one) > joined) {
      parts.push('');
      used = 0;
    }
    parts[parts.length - 1] += one;
    used += weigh(one);
  }
  return { coding, parts };
}
