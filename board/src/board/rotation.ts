import type { Item } from './showing.ts';
import { readingMs, viewsOf } from './views.ts';

/** One thing at a time on the screen. */
export interface View {
  /** Order it belongs to. */
  order: string;
  kind: 'title' | 'text' | 'issuer' | 'clock';
  text: string;
  issuer: string;
  priority: boolean;
  /** SHA-256 of the picture beside the text. */
  picture: string | null;
  /** How long it stays, in milliseconds. */
  ms: number;
}

/** What a screen can do. */
export interface Screen {
  /** Too small for a bar with issuer and clock: they take turns with the text. */
  strip: boolean;
  /** Whether a text can be set in legible letters, beside a picture or alone. */
  fits: (text: string, besidePicture: boolean) => boolean;
}

const PICTURE_MS = 8_000;
const CLOCK_MS = 4_000;

/** The views of all items in turn; a picture stands beside its title. Empty when there are no items. */
export function viewsOfItems(items: readonly Item[], screen: Screen): View[] {
  const views = items.flatMap((item) => viewsOfItem(item, screen));
  if (!screen.strip || views.length === 0) return views;
  const clock = {
    order: '',
    kind: 'clock',
    text: '',
    issuer: '',
    priority: false,
    picture: null,
    ms: CLOCK_MS,
  } as const;
  return [...views, clock];
}

function viewsOfItem(item: Item, screen: Screen): View[] {
  const { order, issuer, priority } = item;
  const picture = screen.strip ? null : (item.picture?.sha256 ?? null);
  const view = (kind: View['kind'], text: string, ms = readingMs(text)): View => {
    return { order, kind, text, issuer, priority, picture: null, ms };
  };
  const [first = item.title, ...rest] = viewsOf(item.title, (text) => screen.fits(text, picture !== null));
  const title = view('title', first);
  const titles = [
    { ...title, picture, ms: picture === null ? title.ms : Math.max(title.ms, PICTURE_MS) },
    ...rest.map((text) => view('title', text)),
  ];
  const body = sameWords(item.text, item.title) ? '' : item.text;
  const texts = viewsOf(body, (text) => screen.fits(text, false)).map((text) => view('text', text));
  const name = screen.strip && issuer !== '' ? viewsOf(issuer, (text) => screen.fits(text, false)) : [];
  return [...name.map((text) => view('issuer', text)), ...titles, ...texts];
}

/** Place at which the rotation goes on when the views have changed: where it was if that view is still there, else the beginning. */
export function placeIn(views: readonly View[], shown: View | undefined): number {
  const same = (view: View): boolean =>
    view.order === shown?.order && view.kind === shown.kind && view.text === shown.text;
  return Math.max(0, views.findIndex(same));
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string): string => text.replaceAll(/[\s.,;:!?]+/g, ' ').trim();
  return plain(a) === plain(b);
}
