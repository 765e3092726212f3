import { type Box, LINE_HEIGHT, type Measure, type Setting, largestSetting } from './lettering.ts';
import type { View } from './rotation.ts';

const FONT = '"Noto Sans", "Be Vietnam Pro", system-ui, sans-serif';
/** Smallest letters in which tone marks can be told apart on an LED panel, and on other screens. CSS pixels. */
const LEAST_ON_STRIP = 10;
const LEAST = 14;

/** What stands around a view. */
export interface Around {
  /** HH:MM, or null while the time is not known. */
  clock: string | null;
  picture: string | null;
}

const context = document.createElement('canvas').getContext('2d');
const measure: Measure = (text, px) => {
  if (!context) return text.length * px * 0.6;
  context.font = `700 ${px}px ${FONT}`;
  return context.measureText(text).width;
};

/** The black surface: puts one view on it at a time, in letters as large as the screen allows. */
export class Stage {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    root.style.fontFamily = FONT;
  }

  /** Too small for a bar with issuer and clock. */
  get strip(): boolean {
    const { width, height } = this.#box();
    return height < 120 || width < 200;
  }

  /** Whether a text can be set in legible letters. */
  fits(text: string, besidePicture: boolean): boolean {
    const { words } = this.#parts(besidePicture);
    return largestSetting(text, words, measure, { least: this.#least(), most: this.#least() }) !== null;
  }

  /** Shows one view of an item. */
  showView(view: View, around: Around): void {
    const text = view.kind === 'clock' ? (around.clock ?? '') : view.text;
    const { bar, words, image } = this.#parts(around.picture !== null);
    const children = [this.#words(text, words, view.kind)];
    if (around.picture !== null) children.unshift(this.#image(around.picture, image));
    const body = element('div', 'body', ...children);
    body.dataset['across'] = String(image.width < this.#box().width * 0.9);
    this.#put('showing', ...(bar ? [this.#bar(view, around.clock, bar)] : []), body);
    this.#root.dataset['priority'] = String(view.priority);
  }

  /** The safe state: black, with a name and the time so dim that nobody takes them for a bulletin. */
  showNothing(name: string, clock: string | null): void {
    const text = element('p', 'dim', this.strip ? '' : [name, clock].filter(Boolean).join(' · '));
    text.style.fontSize = `${Math.max(LEAST, Math.round(this.#box().height / 36))}px`;
    this.#put('nothing', text);
  }

  /** Lines one below the other, each as large as its share of the screen allows: for the technician, not for the public. */
  showLines(state: string, lines: readonly { text: string; share: number }[]): void {
    const { width, height } = this.#box();
    const shares = lines.reduce((sum, { share }) => sum + share, 0);
    const inner = { width: width * 0.94, height: height * 0.94 };
    const parts = lines.map(({ text, share }) => {
      const box = { width: inner.width, height: (inner.height * share) / shares };
      return this.#words(text, box, 'text', 0.75);
    });
    this.#put(state, element('div', 'lines', ...parts));
  }

  #put(state: string, ...children: HTMLElement[]): void {
    this.#root.replaceChildren(...children);
    this.#root.dataset['state'] = state;
    this.#root.dataset['priority'] = 'false';
  }

  #box(): Box {
    return { width: innerWidth, height: innerHeight };
  }

  #least(): number {
    return this.strip ? LEAST_ON_STRIP : LEAST;
  }

  /** Where the bar, the words and the picture stand. Without a bar the words have the whole screen. */
  #parts(withPicture: boolean): { bar: Box | null; words: Box; image: Box } {
    const { width, height } = this.#box();
    if (this.strip)
      return { bar: null, words: { width: width - 2, height: height - 2 }, image: { width: 0, height: 0 } };
    const bar = { width, height: Math.round(Math.min(170, Math.max(28, Math.min(height * 0.09, width * 0.12)))) };
    const margin = Math.round(Math.min(width, height) * 0.04);
    const body = { width: width - 2 * margin, height: height - bar.height - 2 * margin };
    if (!withPicture) return { bar, words: body, image: { width: 0, height: 0 } };
    if (width >= height) {
      const half = (body.width - margin) / 2;
      return { bar, words: { ...body, width: half }, image: { ...body, width: half } };
    }
    const half = (body.height - margin) / 2;
    return { bar, words: { ...body, height: half }, image: { ...body, height: half } };
  }

  #bar(view: View, clock: string | null, { width, height }: Box): HTMLElement {
    const issuer = element('span', 'issuer', view.issuer);
    const mark = view.priority ? [element('span', 'mark', 'Ưu tiên')] : [];
    const bar = element('div', 'bar', issuer, ...mark, element('span', 'clock', clock ?? ''));
    bar.style.height = `${height}px`;
    bar.style.fontSize = `${Math.round(Math.min(height * 0.54, width * 0.05))}px`;
    return bar;
  }

  /** @param highest letter size as a share of the box's height: a single word need not fill the screen */
  #words(text: string, box: Box, kind: View['kind'], highest = this.strip ? 1 : 0.42): HTMLElement {
    const limits = { least: this.#least(), most: Math.max(this.#least(), Math.round(box.height * highest)) };
    // A word wider than the screen is set small rather than cut.
    const setting: Setting = largestSetting(text, box, measure, limits) ?? { px: shrink(text, box), lines: [text] };
    const lines = setting.lines.map((line) => element('span', 'line', line));
    const words = element('p', `words ${kind}`, ...lines);
    words.style.fontSize = `${setting.px}px`;
    words.style.lineHeight = String(LINE_HEIGHT);
    words.style.width = `${box.width}px`;
    words.style.height = `${box.height}px`;
    return words;
  }

  #image(address: string, { width, height }: Box): HTMLElement {
    const image = document.createElement('img');
    image.src = address;
    image.alt = '';
    image.style.width = `${width}px`;
    image.style.height = `${height}px`;
    return image;
  }
}

function shrink(text: string, { width, height }: Box): number {
  const wide = measure(text, 100);
  return Math.max(4, Math.floor(Math.min(height / LINE_HEIGHT, (width / Math.max(wide, 1)) * 100)));
}

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}
