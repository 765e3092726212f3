import type { ClaimView } from '../link/claim.ts';
import { type Words, wordsOf, type Facts } from './words.ts';

/** What the person at the station PC can do. */
export interface Hands {
  turnOn: () => void;
  turnOff: () => void;
  setVolume: (percent: number) => void;
  tone: () => void;
}

/** Parts of the working screen that change. */
interface Parts {
  name: HTMLElement;
  clock: HTMLElement;
  state: HTMLElement;
  detail: HTMLElement;
  power: HTMLButtonElement;
  tone: HTMLButtonElement;
  volume: HTMLInputElement;
  loudness: HTMLElement;
  link: HTMLElement;
  store: HTMLElement;
}

/** The page of a browser speaker: what plays, what comes next, how loud, and whether the province hears it. */
export class LoaScreen {
  readonly #root: HTMLElement;
  #parts: Parts | null = null;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** One heading and sentences below it. */
  showNotice(state: string, heading: string, sentences: readonly string[]): void {
    this.#parts = null;
    this.#root.dataset['state'] = state;
    this.#root.replaceChildren(
      element('h1', '', heading),
      ...sentences.map((sentence) => element('p', 'sentence', sentence)),
    );
  }

  /** The code and the four words that a technician compares with the console. */
  showClaim(view: ClaimView): void {
    if (view.step === 'waiting') {
      this.showNotice('waiting', 'Mã lắp đặt loa máy trạm', []);
      this.#root.append(
        element('p', 'code', view.code),
        element('p', 'four', view.words.join(' ')),
        element('p', 'sentence', 'Trong trang quản lý, mở Thiết bị và nhập mã này.'),
        element('p', 'sentence', 'Chỉ nhận khi bốn chữ ở hai nơi giống nhau.'),
      );
    } else if (view.step === 'asking') this.showNotice('asking', 'Đang xin mã lắp đặt', []);
    else if (view.step === 'no-server')
      this.showNotice('no-server', 'Chưa liên lạc được với hệ thống', ['Trang tự thử lại, không cần làm gì.']);
    else
      this.showNotice('refused', 'Câu trả lời không đúng chữ ký', [
        'Có thể có máy khác trả lời thay hệ thống. Trang đang xin mã khác.',
      ]);
  }

  /** The working screen. */
  show(facts: Facts, hands: Hands): void {
    const parts = (this.#parts ??= this.#build(hands));
    const words: Words = wordsOf(facts);
    this.#root.dataset['state'] = facts.on ? (facts.playing ? 'playing' : 'ready') : 'off';
    this.#root.dataset['link'] = facts.link;
    write(parts.name, facts.name);
    write(parts.clock, words.clock);
    write(parts.state, words.state);
    write(parts.detail, words.detail);
    write(parts.power, facts.on ? 'Tắt loa' : 'Bật loa');
    write(parts.loudness, words.volume);
    write(parts.link, words.link);
    write(parts.store, words.store);
    parts.power.className = facts.on ? 'quiet' : 'main';
    parts.tone.hidden = !facts.on || facts.playing !== null;
    parts.volume.max = String(facts.ceiling);
    if (document.activeElement !== parts.volume) parts.volume.value = String(facts.volume);
  }

  #build(hands: Hands): Parts {
    const volume = document.createElement('input');
    Object.assign(volume, { type: 'range', min: '0', max: '100', step: '5', id: 'volume' });
    volume.addEventListener('change', () => hands.setVolume(Number(volume.value)));
    const loudness = document.createElement('label');
    loudness.htmlFor = 'volume';
    const state = element('p', 'state', '');
    state.setAttribute('role', 'status');
    const power = button(() => (this.#root.dataset['state'] === 'off' ? hands.turnOn() : hands.turnOff()));
    const tone = button(hands.tone);
    tone.className = 'quiet';
    tone.textContent = 'Thử tiếng';
    const [name, clock, detail] = [element('h1', '', ''), element('p', 'clock', ''), element('p', 'detail', '')];
    const [link, store] = [element('p', 'link', ''), element('p', 'store', '')];
    this.#root.replaceChildren(
      element('header', '', name, clock),
      element('section', 'now', state, detail, element('div', 'actions', power, tone)),
      element('section', 'volume', loudness, volume),
      element('footer', '', link, store),
    );
    return { name, clock, state, detail, power, tone, volume, loudness, link, store };
  }
}

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

function button(act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

/** Leaves a text alone that says the same already, so that it is not read out again. */
function write(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
