import { describe, expect, it } from 'vitest';
import { COMMUNE, NOW, PROVINCE, UNITS_OF_BOARD, buildEntry, buildProgramme, instant } from '../testing/documents.ts';
import { type Moment, showingAt } from './showing.ts';

const HOUR = 3_600_000;
const moment: Moment = { at: NOW, clockTrusted: true, lastContactAt: NOW };

const shown = (programmes: Parameters<typeof showingAt>[0], over: Partial<Moment> = {}): string[] =>
  showingAt(programmes, UNITS_OF_BOARD, { ...moment, ...over }).items.map(({ title }) => title);

describe('what a board shows', () => {
  it('is what is approved for boards, with the name of its issuer', async () => {
    const programme = buildProgramme([await buildEntry(1), await buildEntry(2, { channels: ['speaker', 'site'] })]);
    const { items } = showingAt([programme], UNITS_OF_BOARD, moment);
    expect(items).toMatchObject([{ title: 'Bản tin 1', issuer: 'Xã Thử', priority: false }]);
  });

  it('is nothing without a trusted clock', async () => {
    expect(shown([buildProgramme([await buildEntry(1)])], { clockTrusted: false })).toEqual([]);
  });

  it('is nothing that was stopped, whichever programme says so', async () => {
    const entry = await buildEntry(1);
    const other = buildProgramme([], { unit: PROVINCE, level: 0, stopped: [{ order: entry.order, at: instant(0) }] });
    expect(shown([buildProgramme([entry])])).toEqual(['Bản tin 1']);
    expect(shown([buildProgramme([entry]), other])).toEqual([]);
  });

  it('shows an edition as the bulletins in it, without those that were stopped, and nothing when none is left', async () => {
    const part = (title: string, text: string) => ({
      kind: 'bulletin' as const,
      title,
      text,
      bulletin: null,
      sounds: 1,
      readings: 1,
    });
    const sound = { language: 'vi', sha256: 'b'.repeat(64), bytes: 9, durationMs: 1_000 };
    const entry = await buildEntry(1, {
      screen: { title: 'Chương trình', text: '', picture: null },
      readings: 1,
      sounds: [sound, sound, sound],
      parts: [part('Nhạc hiệu', ''), part('Họp thôn', 'Mời họp.'), part('Cắt điện', 'Mất điện.')],
    });
    const stops = (...parts: number[]) =>
      buildProgramme([entry], { stopped: [{ order: entry.order, at: instant(0), parts }] });
    expect(shown([buildProgramme([entry])])).toEqual(['Họp thôn', 'Cắt điện']);
    expect(shown([stops(1)])).toEqual(['Cắt điện']);
    expect(shown([stops(1, 2)])).toEqual([]);
  });

  it('begins with the first slot and ends with the expiry, to the millisecond', async () => {
    const times = { kind: 'slots', slots: [{ at: instant(HOUR), until: instant(2 * HOUR) }] } as const;
    const programme = buildProgramme([await buildEntry(1, { times: { ...times, slots: [...times.slots] } })]);
    expect(shown([programme])).toEqual([]);
    expect(showingAt([programme], UNITS_OF_BOARD, moment).nextChangeAt).toBe(NOW + HOUR);
    expect(shown([programme], { at: NOW + HOUR })).toEqual(['Bản tin 1']);
    expect(shown([programme], { at: NOW + 24 * HOUR - 1 })).toEqual(['Bản tin 1']);
    expect(shown([programme], { at: NOW + 24 * HOUR })).toEqual([]);
  });

  it('goes stale without contact, so that a withheld recall cannot keep it up', async () => {
    const entry = await buildEntry(1, { staleAfterMs: 2 * HOUR });
    const programme = buildProgramme([entry]);
    expect(shown([programme], { at: NOW + 90 * 60_000, lastContactAt: NOW })).toEqual(['Bản tin 1']);
    expect(shown([programme], { at: NOW + 2 * HOUR, lastContactAt: NOW })).toEqual([]);
    expect(shown([programme], { at: NOW + 2 * HOUR, lastContactAt: NOW + HOUR })).toEqual(['Bản tin 1']);
    const evergreen = buildProgramme([await buildEntry(1, { staleAfterMs: null })]);
    expect(shown([evergreen], { at: NOW + 23 * HOUR, lastContactAt: null })).toEqual(['Bản tin 1']);
  });

  it('is nothing of a document past its end', async () => {
    const programme = buildProgramme([await buildEntry(1)], { until: instant(0) });
    expect(shown([programme])).toEqual([]);
  });

  it('puts priority first, then the province, then the older', async () => {
    const entries = [
      await buildEntry(1),
      await buildEntry(2, { unit: PROVINCE, targets: [COMMUNE] }),
      await buildEntry(3, { class: 'priority' }),
      await buildEntry(4, {
        times: { kind: 'slots', slots: [{ at: instant(-2 * HOUR), until: instant(HOUR) }] },
      }),
    ];
    expect(shown([buildProgramme(entries)])).toEqual(['Bản tin 3', 'Bản tin 2', 'Bản tin 4', 'Bản tin 1']);
  });

  it('shows once what two programmes list', async () => {
    const entry = await buildEntry(1);
    const other = buildProgramme([entry], { unit: PROVINCE, level: 0 });
    expect(shown([buildProgramme([entry]), other])).toEqual(['Bản tin 1']);
  });
});
