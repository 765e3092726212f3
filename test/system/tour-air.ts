import type { OrderView } from '../../protocol/src/http/broadcasts.ts';
import { ordersOf } from './desk.ts';
import { eventually, pause } from './house.ts';
import { photograph } from './tour-album.ts';
import { go, SAMPLE, type Tour } from './tour.ts';

export async function villagesHear({ album, house, desk, officer, request }: Tour): Promise<string> {
  const { bulletin } = request.request.revision;
  const heard = await eventually(
    'the village has heard it',
    async () => {
      const [order] = await ordersOf(desk.officer, bulletin);
      return order && order.figures.reached === order.figures.villages ? order : null;
    },
    120_000,
  );
  await go(officer, house, `/ban-tin/${bulletin}`);
  await officer
    .getByText(/thôn nghe được/)
    .first()
    .waitFor();
  const { received, played, reached, villages } = heard.figures;
  return `đã nhận ${received}, đã phát ${played}, nghe được ${reached}/${villages} thôn: “${heard.sentence}”; ${await photograph(album, officer, 'tung-thon')}`;
}

export async function pageShows({ album, house, browser, request }: Tour): Promise<string> {
  const context = await browser.newContext({ locale: 'vi-VN' });
  const page = await context.newPage();
  await page.goto(`${house.url}/xa/xa-khang-ninh`);
  await page.getByText(request.request.screen.title).first().waitFor();
  await page.locator('audio').first().waitFor({ state: 'attached' });
  const taken = await photograph(album, page, 'trang-xa');
  await context.close();
  return `có bản tin và tiếng; ${taken}`;
}

export async function stopInMidPlay({ album, house, desk, officer }: Tour): Promise<string> {
  const playing = await eventually(
    'the sample plays at 17 giờ',
    async () => {
      const { items } = await desk.officer.get<{ items: { title: string; playing: boolean; bulletin: string }[] }>(
        '/api/on-air',
      );
      return items.find((item) => item.playing && item.title === SAMPLE);
    },
    600_000,
  );
  await officer.getByRole('button', { name: /^Dừng phát/ }).click();
  const began = house.now();
  const item = officer.getByRole('dialog').getByRole('region', { name: SAMPLE });
  await item
    .getByRole('button', { name: /Dừng bản tin này/ })
    .first()
    .click({ delay: 1_200 });
  await officer.getByText(`Đã dừng “${SAMPLE}”`).waitFor();
  const [order] = await eventually(
    'no village plays it any more',
    async () => {
      const orders = await ordersOf(desk.officer, playing.bulletin);
      return orders.every(isSilent) ? orders : null;
    },
    10_000,
  );
  const seconds = ((house.now() - began) / 1000).toFixed(1);
  const taken = await photograph(album, officer, 'dung-phat');
  await officer.keyboard.press('Escape');
  return `mọi thôn im sau ${seconds} giây: “${order?.sentence}”; ${taken}`;
}

function isSilent({ state, villages }: OrderView): boolean {
  return state === 'stopped' && villages.every((village) => village.state !== 'playing');
}

export async function emergencyIsNotYet({ album, house, officer }: Tour): Promise<string> {
  await go(officer, house, '/soan');
  await officer.getByRole('radio', { name: 'Khẩn cấp' }).check({ force: true });
  const said = await officer.getByText('Bản tin khẩn cấp chưa được mở ở phiên bản này').innerText();
  if (!(await officer.getByRole('button', { name: 'Trình duyệt' }).isDisabled()))
    throw new Error('an emergency can be submitted');
  return `chưa có, không giả làm: “${said}”; ${await photograph(album, officer, 'khan-cap')}`;
}

export async function printLog({ album, house, desk, officer }: Tour): Promise<string> {
  await go(officer, house, '/so-sach');
  await officer.getByText(SAMPLE).first().waitFor();
  // The log is of what receipts say; the last of them are a moment behind.
  await pause(2_000);
  const today = new Date(house.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const answer = await fetch(`${house.url}/api/papers/log-books/${desk.commune}.pdf?from=${today}&to=${today}`, {
    headers: { cookie: desk.officer.cookie },
  });
  const paper = Buffer.from(await answer.arrayBuffer());
  if (paper.toString('latin1', 0, 5) !== '%PDF-') throw new Error(`the log book is no PDF: ${answer.status}`);
  return `sổ của hôm nay có “${SAMPLE}”, in được (PDF ${Math.round(paper.length / 1024)} KB); ${await photograph(album, officer, 'so-nhat-ky')}`;
}

export async function unitsByDate({ album, house, browser }: Tour): Promise<string> {
  const keeper = await house.enter('quản trị hệ thống');
  const context = await browser.newContext({ locale: 'vi-VN' });
  const cookies = keeper.cookie.split('; ').map((pair) => pair.split('='));
  await context.addCookies(cookies.map(([name = '', ...rest]) => ({ name, value: rest.join('='), url: house.url })));
  const page = await context.newPage();
  await go(page, house, '/dia-ban?text=khang%20ninh&on=2021-11-29');
  await page.getByText('Xã Khang Ninh').first().waitFor();
  const taken = await photograph(album, page, 'dia-ban');
  await context.close();
  return `Xã Khang Ninh theo ngày 29/11/2021; bản đồ sau 01/7/2025 chưa có trong tỉnh mẫu; ${taken}`;
}
