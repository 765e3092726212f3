import { randomUUID } from 'node:crypto';
import type { RoyaltyRate, RoyaltyRateBody, RoyaltyRates } from '@nguon/protocol/http/reports.ts';
import type { z } from 'zod';
import { plainText } from '../../lib/plain-text.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { authorise, mayAct } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { getUnit } from '../units/service.ts';
import { RATE_KEEPERS, READERS } from './policy.ts';
import * as store from './store.ts';

/** Rates that count in a unit, nearest first, ended ones too. Throws Problem `forbidden`. */
export async function listRates(platform: Platform, actor: Actor, unit: string): Promise<RoyaltyRates> {
  await authorise(platform.db, actor, READERS, unit);
  const rates = await store.ratesFor(platform.db, unit);
  return {
    items: rates.map(({ depth: _depth, ...rate }) => rate),
    mayEdit: await mayAct(platform.db, actor, RATE_KEEPERS, unit),
  };
}

/**
 * Enters a rate with the decision that sets it; one that held until then for the same part and genre ends on that day.
 * @throws Problem `forbidden`, `not-found`, `invalid-input` when another begins on that day or later
 */
export async function enterRate(
  platform: Platform,
  actor: Actor,
  unit: string,
  body: z.output<typeof RoyaltyRateBody>,
): Promise<RoyaltyRate> {
  const at = platform.clock.now();
  return inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, RATE_KEEPERS, unit);
    const { name: unitName } = await getUnit(tx, unit);
    if (await store.hasLaterRate(tx, unit, body)) {
      const details = 'validFrom: đã có mức áp dụng từ ngày đó hoặc sau đó / a rate begins on that day or later';
      throw new Problem('invalid-input', { details });
    }
    await store.endRatesFrom(tx, unit, body);
    const rate = { ...body, source: plainText(body.source), id: randomUUID(), unit };
    await store.insertRate(tx, { ...rate, by: actor.user, at });
    const { part, genre, per, dong, validFrom, source } = rate;
    await note(platform, tx, actor, {
      act: 'entered',
      id: rate.id,
      unit,
      details: { part, genre, per, dong, validFrom, source },
    });
    return { ...rate, unitName, validTo: null };
  });
}

/** Ends a rate on a day after its first. Throws Problem `forbidden`, `not-found`. */
export async function endRate(
  platform: Platform,
  actor: Actor,
  unit: string,
  id: string,
  validTo: string,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    await authorise(tx, actor, RATE_KEEPERS, unit);
    if (!(await store.endRate(tx, unit, id, validTo))) throw new Problem('not-found');
    await note(platform, tx, actor, { act: 'ended', id, unit, details: { validTo } });
  });
}

async function note(
  platform: Platform,
  tx: Parameters<typeof record>[0],
  actor: Actor,
  {
    act,
    id,
    unit,
    details,
  }: { act: string; id: string; unit: string; details: Parameters<typeof record>[1]['details'] & {} },
): Promise<void> {
  const by = { id: actor.user, name: actor.name };
  const subject = { kind: 'royalty-rate', id };
  await record(tx, { actor: by, act: `royalty-rate.${act}`, subject, unit, details }, platform.clock.now());
}
