import { useEffect, useLayoutEffect, useState } from 'react';
import { takeFirstWords, type FirstWords } from '../../first-words.ts';
import type { Desk } from './useDesk.ts';

/** The place where the words of a bulletin are written. */
export const TEXT_PLACE = 'loi-ban-tin';

const AFTER_ROUTER_MS = 100;

/**
 * Puts onto a desk that has just opened what was written before it was there, below what was kept from before, and lets its writer go
 * on where they were.
 */
export function useFirstWords(desk: Desk, asked: boolean): void {
  const [taken, setTaken] = useState<FirstWords | null>(null);
  // Before the screen is drawn: not a letter may fall between the form and the desk.
  useLayoutEffect(() => {
    const words = asked ? takeFirstWords() : null;
    if (!words) return;
    const kept = desk.draft.content.text;
    const before = kept === '' || words.text === '' ? kept : `${kept}\n\n`;
    if (words.text !== '') desk.write({ text: before + words.text });
    setTaken({ ...words, from: before.length + words.from, to: before.length + words.to });
    // Only the opening of the desk takes them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    const place = document.querySelector<HTMLTextAreaElement>(`#${TEXT_PLACE}`);
    if (!taken?.focused || !place) return;
    place.focus();
    place.setSelectionRange(taken.from, taken.to);
    // The router scrolls a page that has just opened to its top, and does so after this.
    const drawn = setTimeout(() => place.scrollIntoView({ block: 'center' }), AFTER_ROUTER_MS);
    return () => clearTimeout(drawn);
  }, [taken]);
}
