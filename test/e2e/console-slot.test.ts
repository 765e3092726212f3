import { LinkedRequest, LinkedSlot, ListeningReply, type RequestView } from '@nguon/protocol/http/requests.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { COMMUNE, id, ids, inbox, me, request, SOUND_MS } from './console-province.ts';
import { expectCalmPage, openSeats } from './console-tests.ts';

const here = openSeats();

const AT = request.request.times.kind === 'slots' ? request.request.times.slots[0]!.at : '';

/** Another bulletin for the same slot, with a sound of its own. */
function another(number: number, title: string): RequestView {
  const sha256 = String(number).repeat(64);
  return {
    ...request,
    id: id(number * 111),
    digest: sha256,
    request: { ...request.request, id: id(number * 111), screen: { ...request.request.screen, title } },
    sounds: request.sounds.map((sound) => ({ ...sound, mp3Sha256: sha256 })),
  };
}
const VIEWS = [request, another(5, 'Lịch tiêm chủng'), another(6, 'Họp thôn')];

const posts = (path: string) => here.seat.calls.filter((call) => call.method === 'POST' && call.path === path);

it('a leader hears the whole slot in one go and approves it by one press; what cannot be says why', async () => {
  const slot = {
    unit: COMMUNE.id,
    unitName: COMMUNE.name,
    at: AT,
    requests: VIEWS.map((view) => view.id),
    listenMs: 3 * SOUND_MS,
  };
  await here.sit('/', {
    me: me('commune-leader'),
    script: {
      inbox: { ...inbox, slots: [slot] },
      refuse: new Map([[`/api/requests/${VIEWS[1]!.id}/approve`, 'slot-passed' as const]]),
    },
  });
  const { page, calls } = here.seat;
  for (const [place, view] of VIEWS.slice(1).entries()) {
    const json = (body: object) => ({ contentType: 'application/json', body: JSON.stringify(body) });
    await page.route(`**/api/requests/${view.id}`, (route) => route.fulfill(json(view)));
    const listening = ListeningReply.parse({ listening: id(360 + place), totalMs: SOUND_MS });
    await page.route(`**/api/requests/${view.id}/listenings`, (route) => {
      calls.push({ method: 'POST', path: new URL(route.request().url()).pathname, body: null });
      return route.fulfill(json(listening));
    });
    await page.route(`**/api/listenings/${listening.listening}`, (route) => {
      calls.push({ method: 'PUT', path: listening.listening, body: route.request().postDataJSON() });
      return route.fulfill({ status: 204 });
    });
  }
  await page.route(`**/api/requests/${VIEWS[2]!.id}/approve`, (route) => {
    calls.push({ method: 'POST', path: new URL(route.request().url()).pathname, body: route.request().postDataJSON() });
    const body = JSON.stringify({ ...VIEWS[2], state: 'approved', mayApprove: false });
    return route.fulfill({ contentType: 'application/json', body });
  });
  await page.getByRole('link', { name: /Duyệt cả buổi \(3 bản tin, 1 phút\)/ }).click();
  await page.getByRole('heading', { name: 'Duyệt cả buổi', exact: true }).waitFor();
  const approve = page.getByRole('button', { name: /^Duyệt cả buổi \(3 bản tin\)/ });
  await approve.getByText('còn 12 giây chưa nghe').waitFor();
  expect(await approve.isDisabled()).toBe(true);
  await expectCalmPage(page);
  await page.getByRole('button', { name: 'Nghe: Duyệt cả buổi' }).click();
  await page.locator('button:enabled', { hasText: /^Duyệt cả buổi/ }).click({ timeout: 60_000 });
  await page.getByText('Đã duyệt 2/3 bản tin của buổi này.').waitFor();
  await page.getByText(/^Chưa duyệt: /).waitFor();
  await page.getByRole('button', { name: 'Duyệt cả buổi (1 bản tin)' }).waitFor();
  await expectCalmPage(page);
  for (const view of VIEWS) expect(posts(`/api/requests/${view.id}/listenings`)).toHaveLength(1);
  expect(posts(`/api/requests/${VIEWS[2]!.id}/approve`).map(({ body }) => body)).toEqual([
    { digest: VIEWS[2]!.digest, listening: id(361), signed: null },
  ]);
  expect(posts(`/api/requests/${ids.request}/approve`).map(({ body }) => body)).toEqual([
    { digest: request.digest, listening: id(350), signed: null },
  ]);
  const last = calls.filter(({ path }) => path === id(361)).at(-1)?.body as {
    heard: { fromMs: number; toMs: number }[];
  };
  expect(last.heard.at(-1)!.toMs - last.heard[0]!.fromMs).toBeGreaterThanOrEqual(SOUND_MS * 0.95);
});

/** Puts a key of this phone for a person where the console keeps it. */
async function enrol(page: Page, person: string): Promise<void> {
  await page.evaluate(async (user) => {
    const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
    const key = { signing: { kid: '0'.repeat(32), key: pair.privateKey }, x: 'A'.repeat(43) };
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('nguon-phone', 1);
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('keys'));
      opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
      opening.addEventListener('success', () => {
        const transaction = opening.result.transaction('keys', 'readwrite');
        transaction.objectStore('keys').put(key, user);
        transaction.addEventListener('complete', () => {
          opening.result.close();
          resolve();
        });
      });
    });
  }, person);
}

it('behind a link nobody is signed in: one PIN approves the slot by this phone’s signatures, one goes back', async () => {
  const person = me('commune-leader');
  const token = 'k'.repeat(43);
  await here.sit('/dang-nhap', { me: null });
  const { page, calls } = here.seat;
  const views = VIEWS.slice(0, 2).map((view) => ({ ...view, sounds: [], needsPhone: true }));
  const linked = { person: person.id, personName: person.name, now: AT, unitName: COMMUNE.name, at: AT, views };
  const answer = (body: object) => ({ contentType: 'application/json', body: JSON.stringify(body) });
  await page.route('**/api/approval-links/open-slot', (route) => route.fulfill(answer(LinkedSlot.parse(linked))));
  for (const act of ['approve', 'return']) {
    await page.route(`**/api/approval-links/${act}`, (route) => {
      const body = route.request().postDataJSON() as { request: string };
      calls.push({ method: 'POST', path: act, body });
      const view = { ...views.find(({ id: one }) => one === body.request)!, mayApprove: false };
      return route.fulfill(answer(LinkedRequest.parse({ ...linked, view })));
    });
  }
  await page.goto(`${here.stage.address}/quan-ly/duyet-buoi#${token}`);
  await page.getByText(`Máy này chưa đăng ký duyệt cho ${person.name}.`).waitFor();
  expect(await page.getByRole('button', { name: 'Duyệt cả buổi (2 bản tin)' }).isDisabled()).toBe(true);
  await enrol(page, person.id);
  await page.reload();
  await page.getByText(`Đường dẫn riêng của ${person.name}`).waitFor();
  await expectCalmPage(page);
  await page.getByRole('button', { name: 'Trả lại: Lịch tiêm chủng' }).click();
  await page.getByLabel('Cần sửa chỗ nào?').fill('Sai ngày');
  await page.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
  await page.getByLabel('Mã PIN (sáu số)').fill('271828');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByText('Đã trả lại cho người soạn.').waitFor();
  await page.getByRole('button', { name: 'Duyệt cả buổi (1 bản tin)' }).click();
  await page.getByLabel('Mã PIN (sáu số)').fill('271828');
  await page.getByRole('button', { name: 'Xong' }).click();
  await page.getByText('Đã duyệt 1/2 bản tin của buổi này.').waitFor();
  await expectCalmPage(page);
  const sent = calls.flatMap(({ path, body }) => (path === 'approve' || path === 'return' ? [{ path, body }] : []));
  const signed = { document: expect.stringMatching(/^[^.]+\.[^.]+\.[^.]+$/), pin: expect.any(String) };
  expect(sent).toEqual([
    { path: 'return', body: { token, request: views[1]!.id, reason: 'Sai ngày', note: null, signed } },
    { path: 'approve', body: { token, request: views[0]!.id, digest: views[0]!.digest, listening: null, signed } },
  ]);
});
