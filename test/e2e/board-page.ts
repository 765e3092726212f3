import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPages, unbuiltPages } from '../../server/src/platform/build-pages.ts';
import type { BoardProvince } from './board-province.ts';

/** A page of ours in a browser of its own, and what went wrong in it. */
export interface OpenPage {
  context: BrowserContext;
  page: Page;
  problems: string[];
}

/**
 * What a page may write to its console: a network that was cut on purpose is no fault of the page (also when it is cut while the browser
 * fetches the service worker); nor is zod asking whether it may compile.
 */
const EXPECTED =
  /net::ERR|Failed to load resource|WebSocket connection|unsafe-eval|An unknown error occurred when fetching the script/;

/** Builds the board's pages where they are older than their sources. */
export async function buildBoard(): Promise<void> {
  if ((await unbuiltPages()).includes('board')) await buildPages('board');
}

/** Opens a path of the province in a fresh profile. */
export async function openPage(
  browser: Browser,
  province: BoardProvince,
  path: string,
  viewport = { width: 1280, height: 720 },
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) problems.push(message.text());
  });
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(`${province.address}${path}`);
  return { context, page, problems };
}

/** State that a page says of itself. */
export function stateOf(page: Page): Promise<string | null> {
  return page.locator('#stage').getAttribute('data-state');
}

/** Everything that is written on a page now, in one line. */
export async function textOf(page: Page): Promise<string> {
  return (await page.locator('#stage').innerText()).replaceAll(/\s+/g, ' ').trim();
}

/** Claims a page that shows its code; returns the device's id when it is at work. */
export async function claimPage(province: BoardProvince, page: Page): Promise<string> {
  await page.locator('#stage[data-state="waiting"]').waitFor();
  const device = await province.accept();
  await until('the page is at work', async () => !['waiting', 'asking'].includes((await stateOf(page)) ?? 'asking'));
  await until('the page is heard', () => province.status(device)?.clockTrusted === true);
  return device;
}

/** Waits until something holds; fails with what was waited for after so many milliseconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Fails when a page met an error of its own. */
export function expectNoProblems({ problems }: OpenPage): void {
  if (problems.length > 0) throw new Error(`the page met errors: ${problems.join('; ')}`);
}
