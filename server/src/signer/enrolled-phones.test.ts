import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Approval, Request } from '@nguon/protocol/request.ts';
import { PHONE_TYPES } from '@nguon/protocol/verify.ts';
import { SignerRefusal } from '../platform/signer.ts';
import { APPROVERS, NOON, PEOPLE, PLACES, UNITS, buildDraft, buildEntry, buildRequest } from './testing/drafts.ts';
import { approvalOf, buildPhone, enrolmentOf, signed, statementOf, vouch, type Phone } from './testing/phones.ts';
import { startSignerProcess, type SignerProcess } from './testing/process.ts';

/** Also a leader of the commune. */
const DEPUTY = '00000000-0000-4000-8000-0000000000a5';

let folder: string;
let signer: SignerProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signer-phones-'));
  signer = await start();
});
afterEach(async () => {
  await signer.end('SIGKILL').catch(() => undefined);
  await rm(folder, { recursive: true });
});

async function start(): Promise<SignerProcess> {
  const started = await startSignerProcess(folder, Date.parse(now()));
  await started.client.putUnits(UNITS);
  for (const record of APPROVERS) await started.client.putApprover(record);
  await started.client.putApprover({
    user: DEPUTY,
    name: 'Phó chủ tịch',
    grants: [{ role: 'commune-leader', units: [PLACES.commune, PLACES.village], until: null }],
  });
  return started;
}

/** It was NOON when these tests began; every signer process goes by the same clock. */
const began = Date.now();
const now = (): string => new Date(NOON + Date.now() - began).toISOString();

const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'taken',
    (error: unknown) => (error instanceof SignerRefusal ? error.reason : String(error)),
  );

async function enrolled(user: string): Promise<Phone> {
  const phone = await buildPhone(user);
  await signer.client.enrolKey(await enrolmentOf(phone, now()));
  return phone;
}

/** Approves a request as its owner would, and shows it with the PIN. */
async function approved(phone: Phone, request: Request, change: { step?: number } = {}): Promise<Approval> {
  const statement = await statementOf(request, phone.user, { at: now(), ...change });
  const { jws, proof } = await signed(phone, PHONE_TYPES.approval, statement);
  await signer.client.showApproval({ approval: jws, pin: proof });
  return approvalOf(statement, jws);
}

async function released(request: Request, approvals: Approval[]): Promise<string> {
  return outcome(signer.client.signProgramme(buildDraft([await buildEntry(request, { approvals })])));
}

const asServerWould = async (request: Request, change: Partial<Approval> = {}): Promise<Approval> => {
  const statement = await statementOf(request, PEOPLE.leader, { at: now() });
  return { ...approvalOf(statement, ''), signature: null, ...change };
};

describe('an enrolled phone', { timeout: 60_000 }, () => {
  test('approves with its PIN, before and after a restart', async () => {
    const phone = await enrolled(PEOPLE.leader);
    const request = buildRequest();
    const approval = await approved(phone, request);
    expect(await released(request, [approval])).toBe('taken');
    await signer.end('SIGKILL');
    signer = await start();
    const other = buildRequest();
    expect(await released(other, [await approved(phone, other)])).toBe('taken');
    expect(await released(buildRequest(), [approval])).toBe('digest-differs');
  });

  test('locks after five wrong PINs, however many come at once', async () => {
    const phone = await enrolled(PEOPLE.leader);
    const statement = await statementOf(buildRequest(), PEOPLE.leader, { at: now() });
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) => signed(phone, PHONE_TYPES.approval, statement, String(100_000 + n))),
    );
    const answers = await Promise.all(
      guesses.map(({ jws, proof }) => outcome(signer.client.showApproval({ approval: jws, pin: proof }))),
    );
    expect(answers.filter((answer) => answer === 'pin-wrong')).toHaveLength(4);
    expect(answers.filter((answer) => answer === 'key-locked')).toHaveLength(8);
    const right = await signed(phone, PHONE_TYPES.approval, statement);
    expect(await outcome(signer.client.showApproval({ approval: right.jws, pin: right.proof }))).toBe('key-locked');
    await signer.end('SIGKILL');
    signer = await start();
    expect(await outcome(signer.client.showApproval({ approval: right.jws, pin: right.proof }))).toBe('key-locked');
  });

  test('forgets wrong PINs after a right one', async () => {
    const phone = await enrolled(PEOPLE.leader);
    for (let round = 0; round < 2; round += 1) {
      const statement = await statementOf(buildRequest(), PEOPLE.leader, { at: now() });
      for (let n = 0; n < 4; n += 1) {
        const { jws, proof } = await signed(phone, PHONE_TYPES.approval, statement, '000000');
        expect(await outcome(signer.client.showApproval({ approval: jws, pin: proof }))).toBe('pin-wrong');
      }
      const { jws, proof } = await signed(phone, PHONE_TYPES.approval, statement);
      expect(await outcome(signer.client.showApproval({ approval: jws, pin: proof }))).toBe('taken');
    }
  });

  test('is answered for by somebody enrolled, once the place is guarded', async () => {
    const leader = await enrolled(PEOPLE.leader);
    expect(await signer.client.keyScope(DEPUTY)).toEqual({ units: [PLACES.commune], guarded: true });
    const deputy = await buildPhone(DEPUTY);
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(deputy, now())))).toBe('not-vouched');
    await vouch(signer.client, leader, deputy, { units: [PLACES.commune], at: now() });
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(deputy, now())))).toBe('taken');
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(deputy, now())))).toBe('taken');
    const request = buildRequest();
    expect(await released(request, [await approved(deputy, request)])).toBe('taken');
  });

  test('is let in by the operator when nobody enrolled is left', async () => {
    const leader = await enrolled(PEOPLE.leader);
    await signer.client.endKey(leader.public.kid);
    const fresh = await buildPhone(PEOPLE.leader);
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(fresh, now())))).toBe('not-vouched');
    await writeFile(join(folder, 'signer', 'vouched.txt'), `${fresh.public.kid}\n`);
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(fresh, now())))).toBe('taken');
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(leader, now())))).toBe('signature-wrong');
  });

  test('of the board guards what the province says, not the communes that have none yet', async () => {
    await enrolled(PEOPLE.editor);
    expect(await signer.client.guardedOf([PLACES.province, PLACES.district, PLACES.commune])).toEqual([
      PLACES.province,
      PLACES.district,
    ]);
    const commune = buildRequest();
    expect(await released(commune, [await asServerWould(commune)])).toBe('taken');
  });
});

describe('what a stolen server tries in a guarded commune', { timeout: 60_000 }, () => {
  let leader: Phone;
  let thief: Phone;
  beforeEach(async () => {
    leader = await enrolled(PEOPLE.leader);
    thief = await buildPhone(PEOPLE.leader, '000000');
  });

  test('invents an approval without a signature', async () => {
    const request = buildRequest();
    expect(await released(request, [await asServerWould(request)])).toBe('signature-missing');
  });

  test('signs in the name of the leader with a key of its own', async () => {
    const request = buildRequest();
    const statement = await statementOf(request, PEOPLE.leader, { at: now() });
    const { jws, proof } = await signed(thief, PHONE_TYPES.approval, statement);
    expect(await outcome(signer.client.showApproval({ approval: jws, pin: proof }))).toBe('key-unknown');
    expect(await released(request, [approvalOf(statement, jws)])).toBe('signature-wrong');
  });

  test('enrols a key of its own for the leader, for somebody new, or after ending the leader’s', async () => {
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(thief, now())))).toBe('not-vouched');
    const user = randomUUID();
    await signer.client.putApprover({
      user,
      name: 'Người lạ',
      grants: [{ role: 'commune-leader', units: [PLACES.commune, PLACES.village], until: null }],
    });
    const stranger = await buildPhone(user);
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(stranger, now())))).toBe('not-vouched');
    await outcome(vouch(signer.client, stranger, stranger, { units: [PLACES.commune], at: now() }));
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(stranger, now())))).toBe('not-vouched');
    await signer.client.endKey(leader.public.kid);
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(thief, now())))).toBe('not-vouched');
    const request = buildRequest();
    const approval = { ...(await asServerWould(request)), approver: user };
    expect(await released(request, [approval])).toBe('signature-missing');
  });

  test('enrols somebody over the whole district or province, who then speaks in the commune', async () => {
    const user = randomUUID();
    const units = UNITS.map(({ unit }) => unit);
    await signer.client.putApprover({
      user,
      name: 'Người lạ',
      grants: [{ role: 'editorial-board', units, until: null }],
    });
    const stranger = await buildPhone(user);
    expect(await outcome(signer.client.enrolKey(await enrolmentOf(stranger, now())))).toBe('taken');
    const inCommune = buildRequest();
    expect(await released(inCommune, [await approved(stranger, inCommune)])).toBe('signature-wrong');
    const fromProvince = buildRequest({ unit: PLACES.province });
    const both = [
      await approved(stranger, fromProvince),
      { ...(await asServerWould(fromProvince)), step: 2, approver: PEOPLE.secondEditor },
    ];
    expect(await released(fromProvince, both)).toBe('signature-wrong');
  });

  test('moves the commune, its village or its district in the tree, also by way of removing it first', async () => {
    const far = { unit: randomUUID(), level: 0, parent: null };
    const near = { unit: randomUUID(), level: 2, parent: PLACES.district };
    const changed = (unit: string, change: object) => [
      ...UNITS.map((record) => (record.unit === unit ? { ...record, ...change } : record)),
      far,
      near,
    ];
    expect(await outcome(signer.client.putUnits(changed(PLACES.district, { parent: far.unit })))).toBe('guarded');
    expect(await outcome(signer.client.putUnits(changed(PLACES.village, { parent: near.unit })))).toBe('guarded');
    expect(await outcome(signer.client.putUnits(changed(PLACES.commune, { parent: PLACES.province })))).toBe('guarded');
    expect(await outcome(signer.client.putUnits(UNITS.filter(({ unit }) => unit !== PLACES.village)))).toBe('taken');
    expect(await outcome(signer.client.putUnits(changed(PLACES.village, { parent: near.unit })))).toBe('guarded');
    expect(await outcome(signer.client.putUnits(changed(PLACES.neighbour, { parent: PLACES.province })))).toBe('taken');
  });

  test('takes a signature for another step, time, channel or length, or one never shown with its PIN', async () => {
    const request = buildRequest();
    const approval = await approved(leader, request);
    expect(await released(request, [{ ...approval, at: laterBy(approval.at, 1) }])).toBe('signature-wrong');
    expect(await released(request, [{ ...approval, channel: 'link' }])).toBe('signature-wrong');
    expect(await released(request, [{ ...approval, listenedMs: approval.listenedMs + 1 }])).toBe('signature-wrong');
    expect(await released(request, [{ ...approval, step: 2 }])).toBe('signature-wrong');
    expect(await released(request, [{ ...approval, approver: DEPUTY }])).toBe('signature-wrong');
    const given = await statementOf(request, PEOPLE.leader, { at: now(), decision: 'return' });
    const returned = await signed(leader, PHONE_TYPES.approval, given);
    await signer.client.showApproval({ approval: returned.jws, pin: returned.proof });
    expect(await released(request, [approvalOf(given, returned.jws)])).toBe('signature-wrong');
    const silent = buildRequest();
    const statement = await statementOf(silent, PEOPLE.leader, { at: now() });
    const { jws } = await signed(leader, PHONE_TYPES.approval, statement);
    expect(await released(silent, [approvalOf(statement, jws)])).toBe('signature-wrong');
  });

  test('approves by code, until the leader’s own phone permits so many a day', async () => {
    const byCode = async (): Promise<string> => {
      const request = buildRequest();
      return released(request, [{ ...(await asServerWould(request)), channel: 'code', listenedMs: 0 }]);
    };
    expect(await byCode()).toBe('code-not-allowed');
    const permit = {
      v: 1,
      kind: 'code',
      id: randomUUID(),
      approver: PEOPLE.leader,
      unit: PLACES.commune,
      from: now(),
      until: laterBy(now(), 60_000),
      perDay: 2,
    };
    const forged = await signed(thief, PHONE_TYPES.permit, permit);
    expect(await outcome(signer.client.showPermit({ permit: forged.jws, pin: forged.proof }))).toBe('key-unknown');
    const given = await signed(leader, PHONE_TYPES.permit, permit);
    await signer.client.showPermit({ permit: given.jws, pin: given.proof });
    expect([await byCode(), await byCode(), await byCode()]).toEqual(['taken', 'taken', 'code-not-allowed']);
    const journal = await readFile(join(folder, 'signer', 'orders.jsonl'), 'utf8');
    expect(journal.match(/"byCode":true/g)).toHaveLength(2);
  });
});

function laterBy(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
