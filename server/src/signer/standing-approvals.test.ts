import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Request } from '@nguon/protocol/request.ts';
import type { StandingApproval } from '@nguon/protocol/standing.ts';
import {
  APPROVERS,
  buildApproval,
  buildDraft,
  buildEntry,
  minutes,
  NOON,
  PEOPLE,
  PLACES,
  UNITS,
} from './testing/drafts.ts';
import type { Clock } from '../platform/clock.ts';
import { Refused } from './refusal.ts';
import { openSigner, type Signer } from './signer.ts';
import { buildPhone, enrolmentOf, type Phone } from './testing/phones.ts';
import { buildFilled, buildStanding, draftOf, MARKET, VALUES } from './testing/standings.ts';

let folder: string;
let signer: Signer;
let leader: Phone;
const clock: Clock = { now: () => new Date(NOON), offsetMs: 0 };
const now = (): string => clock.now().toISOString();
const open = (): Promise<Signer> => openSigner(folder, clock);

const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'taken',
    (error: unknown) => (error instanceof Refused ? error.refusal.reason : String(error)),
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signer-standing-'));
  signer = await open();
  await signer.putUnits(UNITS);
  for (const record of APPROVERS) await signer.register.putApprover(record, clock.now());
  const units = [PLACES.commune, PLACES.village];
  await signer.register.putApprover(
    {
      user: PEOPLE.leader,
      name: 'Lãnh đạo xã',
      grants: [{ role: 'commune-leader', units, until: null }],
    },
    clock.now(),
  );
  leader = await buildPhone(PEOPLE.leader);
  await signer.phones.enrolKey(await enrolmentOf(leader, now()));
});
afterEach(async () => {
  await signer.close();
  await rm(folder, { recursive: true });
});

async function approved(change: Partial<StandingApproval> = {}): Promise<StandingApproval> {
  const standing = await buildStanding(now(), change);
  await signer.standings.showStanding(await draftOf(leader, standing));
  return standing;
}
const filled = (standing: string, request: Request, values: Record<string, string> = VALUES) =>
  outcome(signer.standings.showFilling({ standing, request, values }));

/** Whether a programme with the request is signed, its approval as the server writes it. */
async function released(request: Request, approver: string = PEOPLE.leader): Promise<string> {
  const approval = await buildApproval(request, { channel: 'template', approver, listenedMs: 0, at: now() });
  return outcome(signer.signProgramme(buildDraft([await buildEntry(request, { approvals: [approval] })])));
}

describe('a template approved beforehand', () => {
  test('releases what is filled into it, before and after a restart, and nothing that was not shown', async () => {
    const { id } = await approved();
    const request = buildFilled();
    expect(await released(request)).toBe('standing-refused');
    expect(await filled(id, request)).toBe('taken');
    expect(await filled(id, request)).toBe('taken');
    await signer.close();
    signer = await open();
    expect(await released(request)).toBe('taken');
  });

  test('is counted by day, however many come at once', async () => {
    const { id } = await approved();
    const answers = await Promise.all(Array.from({ length: 6 }, async () => filled(id, buildFilled())));
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'standing-refused')).toHaveLength(3);
  });

  test('ends at once when it is withdrawn, also for what is filled and not yet signed', async () => {
    const { id } = await approved();
    const [aired, waiting] = [buildFilled(), buildFilled()];
    await filled(id, aired);
    await filled(id, waiting);
    const approval = await buildApproval(aired, { channel: 'template', listenedMs: 0, at: now() });
    const entry = await buildEntry(aired, { approvals: [approval] });
    expect(await outcome(signer.signProgramme(buildDraft([entry])))).toBe('taken');
    await signer.standings.withdraw(id);
    expect(await filled(id, buildFilled())).toBe('standing-refused');
    expect(await released(waiting)).toBe('standing-refused');
    expect(await outcome(signer.signProgramme(buildDraft([entry])))).toBe('taken');
  });

  test('ends with the phone that signed it, and with its approver', async () => {
    const { id } = await approved();
    const request = buildFilled();
    await filled(id, request);
    await signer.register.removeApprover(PEOPLE.leader, clock.now());
    expect(await released(request)).toBe('approver-unknown');
    expect(await filled(id, buildFilled())).toBe('approver-unknown');
    await signer.phones.endKey(leader.public.kid);
    expect(await filled(id, buildFilled())).toBe('standing-refused');
  });
});

describe('what a stolen server tries with a template approved beforehand', () => {
  test('words, places, hours and lengths of its own', async () => {
    const { id } = await approved({ hours: { from: '05:00', to: '18:00' } });
    const own = { ...buildFilled().screen, text: 'Lời của kẻ trộm.' };
    const slots = (at: number, until: number) => ({
      kind: 'slots' as const,
      slots: [{ at: minutes(at), until: minutes(until) }],
    });
    const long = { language: 'vi', sha256: 'b'.repeat(64), bytes: 1, durationMs: 59_000 };
    const tries: Partial<Request>[] = [
      { screen: own },
      { targets: [PLACES.commune, PLACES.neighbour] },
      { unit: PLACES.village },
      { class: 'priority' },
      { times: slots(50, 70) },
      { times: slots(40 * 1440, 40 * 1440 + 10) },
      { sounds: [long], readings: 1 },
      { sounds: [{ ...long, durationMs: 12_000, language: 'tyz' }] },
    ];
    for (const change of tries) expect(await filled(id, buildFilled(change)), JSON.stringify(change)).not.toBe('taken');
    expect(await filled(id, buildFilled(), { ...VALUES, noi: 'xã khác' })).toBe('standing-refused');
    expect(await filled(randomUUID(), buildFilled())).toBe('standing-refused');
  });

  test('another start or another approver for what was rightly filled', async () => {
    const { id } = await approved({ hours: { from: '05:00', to: '18:00' } });
    const request = buildFilled({ times: { kind: 'now', windowMs: 30 * 60_000, notAfter: minutes(120) } });
    expect(await filled(id, request)).toBe('taken');
    const approval = await buildApproval(request, { channel: 'template', listenedMs: 0, at: now() });
    const late = await buildEntry(request, { approvals: [approval], slots: [{ at: minutes(45), until: minutes(75) }] });
    expect(await outcome(signer.signProgramme(buildDraft([late])))).toBe('standing-refused');
    expect(await released(request, PEOPLE.editor)).not.toBe('taken');
    expect(await released({ ...request, readings: 1 })).toBe('standing-refused');
  });

  test('an approval that no phone of the leader signed, over another template, or wider than the leader may', async () => {
    const thief = await buildPhone(PEOPLE.leader, '000000');
    const standing = await buildStanding(now());
    expect(await outcome(signer.standings.showStanding(await draftOf(thief, standing)))).toBe('key-unknown');
    const draft = await draftOf(leader, standing);
    expect(await outcome(signer.standings.showStanding({ ...draft, pin: 'A'.repeat(43) }))).toBe('pin-wrong');
    const changed = { ...MARKET, text: 'Lời của kẻ trộm {noi} {ngay} {gio}.' };
    expect(await outcome(signer.standings.showStanding({ ...draft, content: changed }))).toBe('standing-refused');
    const looser = { ...MARKET, blanks: MARKET.blanks.map((blank) => ({ ...blank, kind: 'text' as const })) };
    expect(await outcome(signer.standings.showStanding({ ...draft, content: looser }))).toBe('standing-refused');
    const wide: Partial<StandingApproval>[] = [
      { places: [PLACES.neighbour] },
      { unit: PLACES.district, places: [PLACES.district] },
      { until: minutes(190 * 1440) },
      { longestSeconds: 600 },
      { from: minutes(-60) },
      { approver: PEOPLE.editor },
    ];
    for (const change of wide) {
      const tried = await draftOf(leader, await buildStanding(now(), change));
      expect(await outcome(signer.standings.showStanding(tried)), JSON.stringify(change)).not.toBe('taken');
    }
  });

  test('brings back what was withdrawn', async () => {
    const standing = await buildStanding(now());
    const draft = await draftOf(leader, standing);
    await signer.standings.showStanding(draft);
    await signer.standings.withdraw(standing.id);
    expect(await outcome(signer.standings.showStanding(draft))).toBe('standing-refused');
    await signer.close();
    signer = await open();
    expect(await outcome(signer.standings.showStanding(draft))).toBe('standing-refused');
    expect(await filled(standing.id, buildFilled())).toBe('standing-refused');
  });
});
