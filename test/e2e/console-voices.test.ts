import { UnitVoices } from '@nguon/protocol/http/speech.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { wavOf } from '../../server/src/platform/speech/wav.ts';
import { ids, me, request } from './console-province.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const voice = { name: 'giọng máy dự phòng', engine: 'espeak-ng', language: 'vi', licence: 'GPL-3.0-or-later' } as const;
const SHORT = wavOf([Int16Array.from({ length: 4000 }, (_, at) => Math.round(3000 * Math.sin(at / 6)))], 8000);

/** The screen of somebody, over a commune with one voice that nobody has accepted. */
async function openVoices(mayKeep: boolean): Promise<Page> {
  await here.sit('/', { me: me() });
  let acceptance: UnitVoices['voices'][number]['acceptance'] = null;
  const answer = (): UnitVoices =>
    UnitVoices.parse({
      unit: ids.commune,
      unitName: 'Xã Khang Ninh',
      used: 'espeak-vi-north',
      mayKeep,
      voices: [{ id: 'espeak-vi-north', ...voice, acceptance }],
    });
  await here.seat.page.route('**/api/voices?**', (route) => route.fulfill({ json: answer() }));
  await here.seat.page.route('**/api/voices/sample', (route) =>
    route.fulfill({ contentType: 'audio/wav', body: SHORT }),
  );
  await here.seat.page.route('**/api/voices/acceptances**', async (route) => {
    const accepts = route.request().method() === 'POST';
    acceptance = accepts ? { unitName: 'Xã Khang Ninh', byName: 'Nông Thị Mẫu', at: '2026-11-25T02:00:00.000Z' } : null;
    await route.fulfill({ json: answer() });
  });
  await here.seat.page.goto(`${here.stage.address}/quan-ly/giong-doc`);
  await here.seat.page.getByRole('heading', { level: 1, name: 'Giọng đọc' }).waitFor();
  await here.seat.page.getByRole('heading', { level: 2, name: voice.name }).waitFor();
  return here.seat.page;
}

describe('giọng đọc', () => {
  it('is accepted for the loudspeakers only after it was heard to its end, and taken back', async () => {
    const page = await openVoices(true);
    await page.getByText('Chưa được chấp nhận').waitFor();
    const accept = page.getByRole('button', { name: 'Chấp nhận cho loa' });
    expect(await accept.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Nghe thử' }).press('Enter');
    await expect.poll(() => accept.isEnabled(), { timeout: 20_000 }).toBe(true);
    await accept.press('Enter');
    await page.getByText('Nông Thị Mẫu đã chấp nhận cho loa').waitFor();
    await page.getByRole('button', { name: 'Thôi dùng cho loa' }).click();
    await page.getByText('Chưa được chấp nhận').waitFor();
  });

  it('can only be heard by others; fits a phone, and axe finds nothing', async () => {
    const page = await openVoices(false);
    expect(await page.getByRole('button', { name: 'Chấp nhận cho loa' }).count()).toBe(0);
    await expectCalmPage(page);
  });

  it('that nobody accepted is told to whoever approves, with the way to settle it', async () => {
    const voiceRefusal = 'Giọng máy “giọng máy dự phòng” chưa được Xã Khang Ninh chấp nhận cho loa.';
    await here.sit(`/de-nghi/${ids.request}`, {
      me: me('commune-leader'),
      script: { request: { ...request, voiceRefusal } },
    });
    const note = here.seat.page.getByRole('status').filter({ hasText: voiceRefusal });
    expect(await note.getByRole('link', { name: 'Mở Giọng đọc' }).getAttribute('href')).toBe('/quan-ly/giong-doc');
  });
});
