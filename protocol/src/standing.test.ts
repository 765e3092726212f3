import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TemplateContent } from './http/templates.ts';
import type { Request } from './request.ts';
import {
  sessionFault,
  spokenAtMostMs,
  standingFault,
  termsFault,
  type Filling,
  type FillingFacts,
} from './standing.ts';
import { fillTemplate } from './template.ts';

const COMMUNE = '00000000-0000-4000-8000-000000000003';
const VILLAGE = '00000000-0000-4000-8000-000000000004';
const NEIGHBOUR = '00000000-0000-4000-8000-000000000005';
const HASH = 'a'.repeat(64);
/** 17:00 in Viet Nam. */
const NOW = Date.parse('2026-11-23T10:00:00.000Z');
const minutes = (count: number): string => new Date(NOW + count * 60_000).toISOString();

const CONTENT = TemplateContent.parse({
  v: 1,
  name: 'Chợ phiên',
  title: 'Chợ phiên ngày {ngay}',
  text: 'Chợ phiên {noi} họp ngày {ngay}. Mời bà con đến mua bán.',
  blanks: [
    { name: 'noi', label: 'Chợ nào?', kind: 'place' },
    { name: 'ngay', label: 'Ngày nào?', kind: 'date' },
  ],
  ends: { date: 'ngay', hour: null },
  hours: { from: '05:00', to: '20:00' },
});
const VALUES = { noi: 'xã Mẫu', ngay: '2026-11-25' };
const STANDING: Filling['standing'] = {
  unit: COMMUNE,
  template: HASH.slice(0, 36),
  revision: HASH,
  places: [COMMUNE],
  hours: { from: '05:00', to: '20:00' },
  longestSeconds: 60,
  perDay: 3,
  from: minutes(-60),
  until: minutes(30 * 1440),
};
const sound = (durationMs: number, language = 'vi') => ({ language, sha256: HASH, bytes: 1, durationMs });

function request(change: Partial<Request> = {}, values: Record<string, string> = VALUES): Request {
  const filled = fillTemplate(CONTENT, values);
  return {
    v: 1,
    id: VILLAGE,
    unit: COMMUNE,
    author: NEIGHBOUR,
    revision: { bulletin: VILLAGE, sha256: HASH },
    class: 'normal',
    screen: { title: filled?.title ?? '', text: filled?.text ?? '', picture: null },
    sounds: [sound(10_000)],
    targets: [VILLAGE],
    channels: ['board', 'site', 'speaker'],
    times: { kind: 'slots', slots: [{ at: minutes(30), until: minutes(60) }] },
    readings: 2,
    playThrough: false,
    staleAfterMs: null,
    expiresAt: minutes(4 * 1440),
    ...change,
  };
}

const FACTS: FillingFacts = {
  now: NOW,
  isWithin: (place, unit) => place === unit || (place === VILLAGE && unit === COMMUNE),
  sessionsOn: () => 0,
};
const judge = (change: Partial<Request>, facts: Partial<FillingFacts> = {}, values: Record<string, string> = VALUES) =>
  standingFault({ standing: STANDING, content: CONTENT, values, request: request(change) }, { ...FACTS, ...facts });
const slot = (at: number, until: number) => ({
  times: { kind: 'slots' as const, slots: [{ at: minutes(at), until: minutes(until) }] },
});

describe('what goes out by a standing approval', () => {
  it.each([
    ['as filled, in a village below its place', {}, null],
    ['now', { times: { kind: 'now', windowMs: 30 * 60_000, notAfter: minutes(120) } }, null],
    ['until the last minute of its hours', slot(150, 180), null],
    ['silently, on boards alone', { sounds: [], channels: ['board'] }, null],
    ['in the name of another unit', { unit: NEIGHBOUR }, 'unit'],
    ['as priority', { class: 'priority' }, 'class'],
    ['with a picture', { screen: { ...request().screen, picture: { sha256: HASH, alternative: 'ảnh' } } }, 'kind'],
    [
      'as an edition',
      { readings: 1, parts: [{ kind: 'bulletin', title: 'x', text: 'y', bulletin: null, sounds: 1, readings: 1 }] },
      'kind',
    ],
    ['with a second sound', { sounds: [sound(5_000), sound(5_000, 'tyz')] }, 'kind'],
    ['in a language that its approver may not know', { sounds: [sound(5_000, 'tyz')] }, 'kind'],
    ['with a word more', { screen: { ...request().screen, text: `${request().screen.text} Thêm.` } }, 'words'],
    ['with another title', { screen: { ...request().screen, title: 'Khác' } }, 'words'],
    ['next door', { targets: [VILLAGE, NEIGHBOUR] }, 'place'],
    ['longer than its cap', { sounds: [sound(12_000)], readings: 3, screen: request().screen }, null],
    ['over its cap', { sounds: [sound(14_000)], readings: 3, ...slot(30, 60) }, null],
    ['read three times in more than a minute', { sounds: [sound(20_500)], readings: 3 }, 'too-long'],
    ['with a sound that such words cannot fill', { sounds: [sound(30_000)], readings: 1 }, 'sound-too-long'],
    ['past its hours by a minute', slot(151, 181), 'hours'],
    ['before its hours', slot(11 * 60 + 59, 13 * 60), 'hours'],
    ['over midnight', slot(60, 60 + 24 * 60), 'hours'],
    ['after its period', slot(30 * 1440, 30 * 1440 + 30), 'period'],
    ['when the market day is over', slot(3 * 1440, 3 * 1440 + 10), 'ended'],
  ] as [string, Partial<Request>, string | null][])('%s: %s', (_, change, fault) => {
    expect(judge(change)).toBe(fault);
  });

  it('is counted by session and day, with those that went before', () => {
    const at = (from: number) => ({ at: minutes(from), until: minutes(from + 10) });
    const two = { times: { kind: 'slots' as const, slots: [at(10), at(30)] } };
    expect(judge(two, { sessionsOn: () => 1 })).toBeNull();
    expect(judge(two, { sessionsOn: () => 2 })).toBe('per-day');
    const days = { times: { kind: 'slots' as const, slots: [at(10), at(1440), at(1460)] } };
    expect(judge(days, { sessionsOn: (day) => (day === '2026-11-24' ? 2 : 0) })).toBe('per-day');
    expect(judge(days, { sessionsOn: (day) => (day === '2026-11-23' ? 2 : 0) })).toBeNull();
  });

  it('says the words of its values and of no others', () => {
    expect(judge({}, {}, { ...VALUES, noi: 'xã khác' })).toBe('words');
    expect(judge({}, {}, { ngay: '2026-11-25' })).toBe('words');
  });

  it('never says words that the template cannot make, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.dictionary(fc.string(), fc.string()),
        (text, values) => {
          const screen = { title: 'Chợ phiên ngày 25/11/2026', text, picture: null };
          const fault = standingFault(
            { standing: STANDING, content: CONTENT, values: { ...VALUES, ...values }, request: request({ screen }) },
            FACTS,
          );
          return fault === 'words' || /^Chợ phiên .+ họp ngày .+\. Mời bà con đến mua bán\.$/.test(text);
        },
      ),
    );
  });

  it('keeps a session inside its hours at whatever instant it lies', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * 86_400 }), fc.integer({ min: 1, max: 86_400 }), (start, length) => {
        const from = NOW + start * 1000;
        const till = from + length * 1000;
        const times = { at: new Date(from).toISOString(), until: new Date(till).toISOString() };
        const local = (at: number) => new Date(at + 7 * 3_600_000).toISOString();
        const inside =
          local(from).slice(0, 10) === local(till).slice(0, 10) &&
          local(from).slice(11, 19) >= '05:00:00' &&
          local(till).slice(11, 19) <= '20:00:00';
        expect(sessionFault(STANDING, times)).toBe(inside ? null : 'hours');
      }),
    );
  });
});

describe('terms', () => {
  const terms = { hours: { from: '05:00', to: '20:00' }, longestSeconds: 60, from: minutes(0), until: minutes(1440) };
  it.each([
    ['as wide as the template', {}, null],
    ['half a year', { until: minutes(184 * 1440) }, null],
    ['longer than half a year', { until: minutes(184 * 1440 + 1) }, 'period'],
    ['that end before they begin', { until: minutes(-1) }, 'period'],
    ['of hours beyond the template', { hours: { from: '05:00', to: '20:30' } }, 'hours'],
    ['of hours over midnight', { hours: { from: '19:00', to: '06:00' } }, 'hours'],
    ['of more seconds than the template', { longestSeconds: 121 }, 'too-long'],
  ] as const)('%s: %s', (_, change, fault) => {
    expect(termsFault({ ...terms, ...change }, CONTENT)).toBe(fault);
  });

  it('are for normal templates that can be filled', () => {
    expect(termsFault(terms, { ...CONTENT, class: 'priority' })).toBe('class');
    expect(termsFault(terms, { ...CONTENT, text: 'Chợ {khac}' })).toBe('template');
  });
});

describe('the longest that words can take', () => {
  it('grows with every syllable and digit', () => {
    expect(spokenAtMostMs('')).toBe(4_000);
    expect(spokenAtMostMs('Mời bà con')).toBe(4_000 + 3 * 700);
    expect(spokenAtMostMs('ngày 25/11')).toBe(4_000 + 700 + 8 * 700);
  });
});
