import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NormalisedText } from '@nguon/protocol/http/bulletins.ts';
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
