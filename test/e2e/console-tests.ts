import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser } from '../system/chromium.ts';
import { openStage, takeSeat, type Seat, type SeatOptions, type Stage } from './console-stage.ts';

/** What the tests of one file have before them. */
export interface Here {
  browser: Browser;
  stage: Stage;
  /** The seat of this test, once it is taken. */
  seat: Seat;
  /** Takes this test's seat before a page of the console. */
  sit(path: string, options?: SeatOptions): Promise<Page>;
}

/**
 * To be called at the top of a file: one recorded province and one browser for all of its tests. A test's seat is given up after it;
 * errors that its page met fail the test.
 */
export function openSeats(): Here {
  const here = {
    async sit(path: string, options: SeatOptions = {}): Promise<Page> {
      here.seat = await takeSeat(here.browser, here.stage, path, options);
      return here.seat.page;
    },
  } as Here;
  beforeAll(async () => {
    here.stage = await openStage();
    here.browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await here.browser.close();
    await here.stage.close();
  });
  afterEach(async () => {
    await here.seat.context.close();
    if (here.seat.problems.length > 0) throw new Error(here.seat.problems.join('; '));
  });
  return here;
}

/** It fits its screen, and axe finds nothing. With PICTURES set to a folder, a picture is kept there under its name. */
export async function expectCalmPage(page: Page, name = 'page'): Promise<void> {
  const beside = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beside, `pixels beside the screen: ${name}`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
