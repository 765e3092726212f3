import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { RequestView } from '../../protocol/src/http/requests.ts';
import { microphoneOf, openBrowser } from './chromium.ts';
import type { Desk } from './desk.ts';
import { type House, openHouse, removeHouse } from './house.ts';
import { writeWav } from './sound.ts';
import { PHONE, seat } from './thumb.ts';
import type { Album } from './tour-album.ts';
import { voiceOf } from './voice.ts';

/** The slot of the demo's afternoon begins at 17 giờ; the tour needs some minutes before it. */
const START_MINUTE = 16 * 60 + 50;
/** What the visitor says into the microphone. */
export const WORDS = 'Mời bà con thôn Mẫu 2 dọn vệ sinh đường thôn. Tập trung lúc 7 giờ sáng mai tại nhà văn hóa.';
/** The sample that a leader finds waiting for the afternoon slot. */
export const SAMPLE = 'Mời họp thôn bàn làm đường nội thôn';

/** What the steps hand on. */
export interface Tour {
  album: Album;
  house: House;
  browser: Browser;
  /** People at the distance of HTTP, to look after what the screens say. */
  desk: Desk;
  officer: Page;
  leader: Page;
  request: RequestView;
  end(): Promise<void>;
}

/** Starts a fresh demo and two phones. */
export async function beginTour(album: Album): Promise<Tour> {
  const house = await openHouse({ atMinute: START_MINUTE });
  const leading = await house.enter('lãnh đạo xã');
  const me = await leading.get<{ grants: { unit: string }[] }>('/api/me');
  // The officer comes in by the screen, in the first step.
  const desk: Desk = { officer: leading, leader: leading, commune: me.grants[0]?.unit ?? '' };
  const voice = join(house.dataDir, '../voice.wav');
  await writeWav(voice, await voiceOf(house, leading, desk.commune, WORDS));
  const browser = await openBrowser(microphoneOf(voice));
  const officer = await (await browser.newContext(PHONE)).newPage();
  const leader = await (await seat(browser, house, desk.leader.cookie)).newPage();
  for (const page of [officer, leader]) page.setDefaultTimeout(60_000);
  const end = async (): Promise<void> => {
    await browser.close();
    await house.stop();
    await removeHouse(house);
  };
  return { album, house, browser, desk, officer, leader, end } as Tour;
}

/** Opens an address of the console. */
export async function go(page: Page, house: House, path: string): Promise<void> {
  await page.goto(`${house.url}/quan-ly${path}`);
  await page.locator('h1').first().waitFor();
}
