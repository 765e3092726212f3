import { ReturnNoteReply, ReturnOfBulletin } from '@nguon/protocol/http/requests.ts';
import { expect, it } from 'vitest';
import { bulletin, id, ids, inbox } from './console-province.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';
import { singIntoMicrophone } from './microphone.ts';

const here = openSeats();

const NOTE = id(820);
const HEAR = { name: 'Nghe lời nhắn (12 giây)' };

it('a leader says why, hears it again, says it anew and returns the bulletin without a word typed', async () => {
  await here.sit(`/de-nghi/${ids.request}`);
  const { page, context, calls } = here.seat;
  await context.addInitScript(singIntoMicrophone);
  await page.evaluate(singIntoMicrophone);
  const sent: number[] = [];
  await page.route(`**/api/requests/${ids.request}/return-notes`, async (route) => {
    sent.push(route.request().postDataBuffer()?.length ?? 0);
    const reply = ReturnNoteReply.parse({ note: NOTE, durationMs: 1500 });
    await route.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify(reply) });
  });
  await page.getByRole('button', { name: 'Trả lại' }).click();
  const sheet = page.getByRole('dialog', { name: 'Trả lại cho người soạn' });
  const send = sheet.getByRole('button', { name: 'Trả lại', exact: true });
  expect(await send.isDisabled()).toBe(true);
  await sheet.getByRole('button', { name: 'Nói lý do' }).click();
  await sheet.getByText('Đang thu, còn 59 giây.').waitFor();
  await expectCalmPage(page);
  await sheet.getByRole('button', { name: 'Nói xong' }).click();
  await sheet.getByLabel('Nghe lại lời nhắn').waitFor();
  expect(await sheet.locator('audio').evaluate((audio: HTMLAudioElement) => audio.src)).toMatch(/^blob:/);
  await expectCalmPage(page);
  await sheet.getByRole('button', { name: 'Nói lại' }).click();
  await sheet.getByText('Đang thu, còn 59 giây.').waitFor();
  expect(await send.isDisabled()).toBe(true);
  await sheet.getByRole('button', { name: 'Nói xong' }).click();
  await sheet.getByLabel('Nghe lại lời nhắn').waitFor();
  await send.click();
  await sheet.waitFor({ state: 'detached' });
  expect(sent).toEqual([expect.any(Number)]);
  expect(sent[0]).toBeGreaterThan(1_000);
  const returned = calls.find(
    ({ method, path }) => method === 'POST' && path === `/api/requests/${ids.request}/return`,
  );
  expect(returned?.body).toEqual({ reason: '', note: NOTE });
});

it('the officer hears it in Việc cần làm and where the bulletin is put right', async () => {
  const tasks = inbox.tasks.map((task) =>
    task.kind === 'returned'
      ? { ...task, sentence: 'Bị trả lại bằng lời nhắn thoại.', note: { request: ids.request, durationMs: 12_000 } }
      : task,
  );
  const returned = { ...bulletin, state: 'returned' as const, mayEdit: true };
  await here.sit('/', { script: { inbox: { tasks, slots: [] }, bulletin: returned } });
  const { page, calls } = here.seat;
  await page.route('**/return-note', (route) => {
    calls.push({ method: 'GET', path: 'return-note', body: null });
    return route.fulfill({ contentType: 'audio/mpeg', body: 'ID3' });
  });
  await page.route('**/api/bulletins/*/return', (route) => {
    const why = { request: ids.request, reason: '', noteMs: 12_000 };
    return route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify(ReturnOfBulletin.parse({ returned: why })),
    });
  });
  await page.getByText('Bị trả lại bằng lời nhắn thoại.').waitFor();
  await page.getByRole('button', HEAR).waitFor();
  await expectCalmPage(page);
  expect(calls.filter(({ path }) => path === 'return-note')).toHaveLength(0);
  await page.getByRole('button', HEAR).click();
  await page.getByLabel('Lời nhắn khi trả lại').waitFor();
  expect(calls.filter(({ path }) => path === 'return-note')).toHaveLength(1);
  await page.goto(`${here.stage.address}/quan-ly/ban-tin/${ids.bulletin}`);
  await page.getByText('Đã trả lại bằng lời nhắn thoại.').waitFor();
  await page.getByRole('button', HEAR).waitFor();
  await expectCalmPage(page);
});
