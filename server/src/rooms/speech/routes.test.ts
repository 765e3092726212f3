import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NormalisedText } from '@nguon/protocol/http/bulletins.ts';
import type { SpokenForm } from '@nguon/protocol/http/speech.ts';
import { spokenFormText } from '@nguon/protocol/spoken-form.ts';
import type { Problem } from '@nguon/protocol/http/problems.ts';
import type { z } from 'zod';
import { buildTestApp, type TestApp } from '../../test-app.ts';
import { buildUser, signedIn } from '../accounts/factories.ts';

let test: TestApp;
beforeAll(async () => void (test = await buildTestApp()));
afterAll(() => test.stop());

it('shows a signed-in person how a text is read, and how long it lasts', async () => {
  const { app, platform } = test;
  const headers = await signedIn(platform, await buildUser(platform.db));
  const payload = { text: 'Họp hồi 19 giờ 30 ngày 23/11/2026.' };
  const { text, spans, seconds } = (
    await app.inject({ method: 'POST', url: '/api/speech/normalise', headers, payload })
  ).json<z.infer<typeof NormalisedText>>();
  expect(text).toContain('mười chín giờ ba mươi');
  for (const { from, to, original } of spans) expect(payload.text.slice(from, to)).toBe(original);
  expect(seconds.slow).toBeGreaterThan(seconds.normal);
  const nobody = await app.inject({ method: 'POST', url: '/api/speech/normalise', payload });
  expect(nobody.json<Problem>().code).toBe('signed-out');
});

it('turns an official text into one for the ear, change by change, with the seconds before and after', async () => {
  const { app, platform } = test;
  const headers = await signedIn(platform, await buildUser(platform.db));
  const text = 'Căn cứ Luật Thủy lợi;\r\nNay thông báo:\n- Dọn mương;\n- Đắp 12.345 m bờ./.';
  const url = '/api/speech/spoken-form';
  const spoken = (await app.inject({ method: 'POST', url, headers, payload: { text } })).json<SpokenForm>();
  expect(spoken.text).toBe('Nay thông báo:\nThứ nhất, dọn mương.\nThứ hai, đắp 12.345 m bờ.');
  expect(spoken.changes.map(({ kind, optional }) => [kind, optional])).toEqual([
    ['basis', false],
    ['list', false],
    ['list', false],
    ['rounding', true],
    ['layout', false],
  ]);
  for (const { from, to, original } of spoken.changes) expect(spoken.original.slice(from, to)).toBe(original);
  expect(spokenFormText(spoken.original, spoken.changes, () => false)).toBe(text.replaceAll('\r', ''));
  expect(spoken.seconds.before.slow).toBeGreaterThan(spoken.seconds.after.slow);
  expect(spoken.seconds.after.slow).toBeGreaterThan(spoken.seconds.after.normal);
  const nobody = await app.inject({ method: 'POST', url, payload: { text } });
  expect(nobody.json<Problem>().code).toBe('signed-out');
});
