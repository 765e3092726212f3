import { describe, expect, it } from 'vitest';
import type { RequestBody } from '@nguon/protocol/http/requests.ts';
import { requestDigest, sessionMs } from '@nguon/protocol/request.ts';
import type { Rules } from '@nguon/protocol/resolve-chance.ts';
import { refusalOfLateApproval, refusalOfSubmission, timesWords } from './airing-rules.ts';
import { buildRequest, type RequestParts } from './rules.ts';

const UNIT = '11111111-1111-4111-8111-111111111111';
const VILLAGE = '22222222-2222-4222-8222-222222222222';
const BULLETIN = '33333333-3333-4333-8333-333333333333';
const SHA = 'a'.repeat(64);
/** 16:50 in Bắc Kạn. */
const NOW = new Date('2026-11-23T09:50:00.000Z');
const RULES: Rules[] = [{ quietFrom: 21 * 60 + 30, quietTo: 300, utcOffsetMinutes: 420, longestItemMs: 20 * 60_000 }];
const slot = (at: string, until: string) => ({ at: `2026-11-23T${at}:00.000Z`, until: `2026-11-23T${until}:00.000Z` });

function buildParts(body: Partial<RequestBody> = {}, parts: Partial<RequestParts> = {}): RequestParts {
  return {
    id: BULLETIN,
    author: UNIT,
    now: NOW,
    slots: [slot('10:00', '10:30')],
    parts: null,
    sounds: [{ language: 'vi', sha256: SHA, bytes: 300_000, durationMs: 90_000 }],
    bulletin: {
      id: BULLETIN,
      unit: UNIT,
      class: 'normal',
      title: 'Lịch tiêm',
      text: 'Mời bà con',
      picture: null,
      language: 'vi',
    },
    body: {
      bulletin: BULLETIN,
      revision: SHA,
      targets: [UNIT],
      channels: ['speaker', 'board', 'site'],
      times: { kind: 'slots', starts: ['2026-11-23T10:00:00.000Z'] },
      readings: 2,
      playThrough: false,
      evergreen: false,
      expiresAt: null,
      fewerReason: '',
      ...body,
    },
    ...parts,
  };
}

const refusal = (parts: RequestParts, rules = RULES) =>
  refusalOfSubmission(buildRequest(parts), rules, NOW)?.code ?? null;

describe('a request', () => {
  it('has one digest for one content, in whatever order its lists were sent', async () => {
    const one = buildRequest(buildParts({ targets: [VILLAGE, UNIT, VILLAGE], channels: ['site', 'board', 'speaker'] }));
    const other = buildRequest(
      buildParts({ targets: [UNIT, VILLAGE], channels: ['speaker', 'site', 'board', 'board'] }),
    );
    expect(await requestDigest(one)).toBe(await requestDigest(other));
    expect(one.expiresAt).toBe('2026-11-30T10:30:00.000Z');
    expect(one.staleAfterMs).toBe(72 * 3_600_000);
  });

  it('reads the bulletin’s own language first', () => {
    const sound = (language: string) => ({ language, sha256: SHA, bytes: 1, durationMs: 1000 });
    const built = buildRequest(buildParts({}, { sounds: [sound('nut'), sound('vi'), sound('ium')] }));
    expect(built.sounds.map(({ language }) => language)).toEqual(['vi', 'ium', 'nut']);
  });

  it('for boards alone carries no sound', () => {
    expect(buildRequest(buildParts({ channels: ['board'] })).sounds).toEqual([]);
  });

  it('says its times in words', () => {
    const slots = [slot('10:00', '10:30'), slot('11:00', '11:30')];
    expect(timesWords(buildRequest(buildParts({}, { slots })))).toBe('17 giờ, thứ Hai, 23/11/2026 và 1 buổi nữa');
    expect(timesWords(buildRequest(buildParts({ times: { kind: 'now' } })))).toBe('Phát ngay');
  });
});

describe('checks before submission', () => {
  it('pass for an ordinary request', () => {
    expect(refusal(buildParts())).toBeNull();
    expect(refusal(buildParts({ times: { kind: 'now' } }))).toBeNull();
  });

  it('want a sound for loudspeakers only', () => {
    expect(refusal(buildParts({}, { sounds: [] }))).toBe('sound-missing');
    expect(refusal(buildParts({ channels: ['board'] }, { sounds: [] }))).toBeNull();
  });

  it('refuse what has passed and what lies too far ahead', () => {
    expect(refusal(buildParts({}, { slots: [slot('09:50', '10:30')] }))).toBe('slot-passed');
    const far = { at: '2026-12-24T10:00:00.000Z', until: '2026-12-24T10:30:00.000Z' };
    expect(refusal(buildParts({}, { slots: [far] }))).toBe('invalid-input');
    expect(refusal(buildParts({ expiresAt: '2026-11-23T10:03:00.000Z' }))).toBe('invalid-input');
  });

  it('count both readings and the pause between them', () => {
    const built = buildRequest(buildParts());
    expect(sessionMs(built)).toBe(181_000);
    expect(refusal(buildParts({}, { slots: [slot('10:00', '10:03')] }))).toBe('slot-too-short');
    expect(refusal(buildParts({}, { slots: [slot('10:00', '10:04')] }))).toBeNull();
    expect(refusal(buildParts(), [{ ...RULES[0]!, longestItemMs: 180_000 }])).toBe('sound-too-long');
  });

  it('keep quiet hours of every place: outside at the start and over before they begin', () => {
    expect(refusal(buildParts({}, { slots: [slot('14:00', '15:00')] }))).toBeNull();
    expect(refusal(buildParts({}, { slots: [slot('14:27', '15:00')] }))).toBe('quiet-hours');
    expect(refusal(buildParts({}, { slots: [slot('14:30', '15:00')] }))).toBe('quiet-hours');
    expect(refusal(buildParts({}, { slots: [slot('21:59', '22:30')] }))).toBe('quiet-hours');
    const earlier = { ...RULES[0]!, quietFrom: 17 * 60, quietTo: 17 * 60 + 30 };
    expect(refusal(buildParts(), [...RULES, earlier])).toBe('quiet-hours');
    expect(refusal(buildParts({ channels: ['board'] }), [earlier])).toBeNull();
  });

  it('refuse an emergency, whatever else is right', () => {
    const parts = buildParts();
    expect(refusal({ ...parts, bulletin: { ...parts.bulletin, class: 'emergency' } })).toBe('emergency-not-yet');
  });
});

describe('checks at approval', () => {
  const late = (at: string, parts = buildParts()) =>
    refusalOfLateApproval(buildRequest(parts), RULES, new Date(`2026-11-23T${at}Z`))?.code ?? null;

  it('hold as long as one slot can still be kept', () => {
    expect(late('10:20:00.000')).toBeNull();
    expect(late('10:28:00.000')).toBe('slot-passed');
    expect(
      late('10:28:00.000', buildParts({}, { slots: [slot('10:00', '10:30'), slot('11:00', '11:30')] })),
    ).toBeNull();
  });

  it('end two hours after "Phát ngay" was asked, and at the quiet hours', () => {
    const now = buildParts({ times: { kind: 'now' } });
    expect(late('11:49:59.000', now)).toBeNull();
    expect(late('11:50:00.000', now)).toBe('slot-passed');
    const evening = { ...now, now: new Date('2026-11-23T14:00:00.000Z') };
    expect(late('14:28:00.000', evening)).toBe('quiet-hours');
  });
});
