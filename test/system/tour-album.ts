import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** A phone, and a screen of an office. */
const SIZES = [
  { width: 360, height: 800 },
  { width: 1366, height: 768 },
] as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Pictures of the tour, numbered in their order. */
export interface Album {
  folder: string;
  taken: number;
}

/** Opens a folder for pictures. */
export async function openAlbum(folder: string): Promise<Album> {
  await mkdir(folder, { recursive: true });
  return { folder, taken: 0 };
}

/** Photographs a screen at both widths and looks for barriers at each. Throws with the first one. @returns how many pictures, in words */
export async function photograph(album: Album, page: Page, name: string): Promise<string> {
  album.taken += 1;
  const before = page.viewportSize();
  // Nothing half-come, and nothing under a pointer that nobody holds.
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  await page.mouse.move(0, 0);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(300);
    const number = String(album.taken).padStart(2, '0');
    await page.screenshot({ path: join(album.folder, `${number}-${name}-${size.width}.png`), fullPage: true });
    await expectNoBarriers(page, `${name}, ${size.width} px`);
    await expectNothingBeside(page, `${name}, ${size.width} px`);
  }
  if (before) await page.setViewportSize(before);
  return `ảnh ${album.taken}`;
}

async function expectNoBarriers(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const [first] = violations;
  if (first) throw new Error(`${where}: axe ${first.id}: ${first.nodes[0]?.html.slice(0, 200)}`);
}

/** Nobody scrolls sideways to read. */
async function expectNothingBeside(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) throw new Error(`${where}: the page is ${over} px too wide`);
}
