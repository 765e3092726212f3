import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { House } from './house.ts';

/** A cheap phone: 360 × 800, touched, in Vietnamese. */
export const PHONE = {
  viewport: { width: 360, height: 800 },
  hasTouch: true,
  isMobile: true,
  locale: 'vi-VN',
} as const;

/** How much slower its processor is, and what its line carries: 1.6 Mbit/s down, half of that up, 150 ms there and back. */
const SLOWER = 6;
const LINE = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 100_000 };
/** Between two letters of somebody who types on glass. */
const LETTER_MS = 120;

/** A person with a slow phone: their taps are counted where they arrive, in the page. */
export interface Thumb {
  context: BrowserContext;
  page: Page;
  /** Real touches so far. */
  taps(): number;
  tap(name: string | RegExp, role?: 'button' | 'checkbox' | 'radio'): Promise<void>;
  /** Types into what has the focus, as fast as a person does. */
  type(words: string): Promise<void>;
  /** Takes the network away, or gives it back. */
  reach(network: boolean): Promise<void>;
}

/** A context on which somebody is signed in by a cookie of the house; nobody without one. */
export async function seat(browser: Browser, house: House, cookie: string | null): Promise<BrowserContext> {
  const context = await browser.newContext(PHONE);
  if (cookie !== null) await context.addCookies(cookiesOf(house, cookie));
  return context;
}

function cookiesOf(house: House, cookie: string): { name: string; value: string; url: string }[] {
  return cookie.split('; ').map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return { name, value: rest.join('='), url: house.url };
  });
}

/** Takes up a phone: a page in a context, made slow, with its touches counted. */
export async function takeUp(context: BrowserContext): Promise<Thumb> {
  let taps = 0;
  await context.exposeFunction('nguonTouched', () => (taps += 1));
  await context.addInitScript(() => {
    const told = (globalThis as unknown as { nguonTouched: () => void }).nguonTouched;
    const hear = (event: PointerEvent): void => {
      if (event.isTrusted && event.pointerType === 'touch') told();
    };
    addEventListener('pointerdown', hear, { capture: true });
  });
  const page = await context.newPage();
  const line = await slowDown(page);
  return {
    context,
    page,
    taps: () => taps,
    tap: (name, role = 'button') =>
      page
        .getByRole(role, typeof name === 'string' ? { name, exact: true } : { name })
        .first()
        .tap({ timeout: 60_000 }),
    type: (words) => page.keyboard.type(words, { delay: LETTER_MS }),
    reach: (network) => setLine(line, !network),
  };
}

/** Makes a page as slow as a cheap phone on a weak line. */
export async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await session.send('Network.enable');
  await setLine(session, false);
  return session;
}

async function setLine(session: CDPSession, offline: boolean): Promise<void> {
  await session.send('Network.emulateNetworkConditions', { offline, ...LINE });
}
