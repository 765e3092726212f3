import type { UnitVoices } from '@nguon/protocol/http/speech.ts';
import { Problem } from '../../lib/problem.ts';
import { inTransaction, type Tx } from '../../platform/db.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { DEFAULT_VOICE, type Pace, type Voice } from '../../platform/speech/voices.ts';
import { authorise, mayAct } from '../accounts/service.ts';
import { record } from '../audit/service.ts';
import { getUnit } from '../units/service.ts';
import { VOICE_KEEPERS, VOICE_READERS } from './policy.ts';
import { spokenWithin } from './service.ts';
import {
  endAcceptance,
  insertAcceptance,
  readAcceptances,
  readDefaultVoice,
  writeDefaultVoice,
} from './store-voices.ts';

/** A voice for a unit. */
export interface VoiceChoice {
  unit: string;
  voice: string;
}

/**
 * The voices that are there now, which of them the unit uses, and which may go to its loudspeakers.
 * @throws Problem `not-found`, `forbidden`
 */
export async function listVoices(platform: Platform, actor: Actor, unit: string): Promise<UnitVoices> {
  const { db } = platform;
  const { name } = await getUnit(db, unit);
  await authorise(db, actor, VOICE_READERS, unit);
  const accepted = new Map(
    (await readAcceptances(db, unit)).map(({ voice, at, ...by }) => [voice, { ...by, at: at.toISOString() }]),
  );
  const voices = (await platform.speech.voices()).map((voice) => ({
    ...voice,
    acceptance: accepted.get(voice.id) ?? null,
  }));
  return {
    unit,
    unitName: name,
    used: (await readDefaultVoice(db, unit)) ?? DEFAULT_VOICE,
    mayKeep: await mayAct(db, actor, VOICE_KEEPERS, unit),
    voices,
  };
}

/**
 * Nghe thử: the unit's own sample sentence as a WAV file.
 * @throws Problem `not-found`, `forbidden`, `speech-failed`, `unavailable`
 */
export async function hearVoice(
  platform: Platform,
  actor: Actor,
  choice: VoiceChoice & { pace: Pace },
): Promise<Buffer> {
  const { name } = await getUnit(platform.db, choice.unit);
  await authorise(platform.db, actor, VOICE_READERS, choice.unit);
  return platform.speech.hear({
    text: spokenWithin(sampleFor(name), choice.pace),
    voice: choice.voice,
    pace: choice.pace,
  });
}

/** What shows how a voice reads a place, an hour, a date, a number and letters. */
function sampleFor(unit: string): string {
  return `${unit} xin thông báo. Mời bà con đến nhà văn hóa thôn lúc 19 giờ 30 ngày 25/11 để nghe UBND bàn việc làm 1,5 km đường. Cần hỏi, xin gọi 0912 345 678. Xin cảm ơn bà con đã lắng nghe.`;
}

/**
 * Makes a voice the one that a unit uses where nobody asks for another.
 * @throws Problem `not-found`, `forbidden`
 */
export async function chooseVoice(platform: Platform, actor: Actor, choice: VoiceChoice): Promise<UnitVoices> {
  const voice = await known(platform, actor, choice);
  await act(platform, actor, choice, voice, 'voice.chosen', async (tx, by) => {
    await writeDefaultVoice(tx, choice.unit, choice.voice, by);
    return true;
  });
  return listVoices(platform, actor, choice.unit);
}

/**
 * Accepts a machine voice for the real loudspeakers of a unit, in this person's name. Said twice it stands once.
 * @throws Problem `not-found`, `forbidden`
 */
export async function acceptVoice(platform: Platform, actor: Actor, choice: VoiceChoice): Promise<UnitVoices> {
  const voice = await known(platform, actor, choice);
  await act(platform, actor, choice, voice, 'voice.accepted', async (tx, by) =>
    insertAcceptance(tx, choice.unit, choice.voice, by),
  );
  return listVoices(platform, actor, choice.unit);
}

/**
 * Takes an acceptance back; what was approved before plays as approved.
 * @throws Problem `forbidden`, `not-found`
 */
export async function refuseVoice(platform: Platform, actor: Actor, choice: VoiceChoice): Promise<UnitVoices> {
  await authorise(platform.db, actor, VOICE_KEEPERS, choice.unit);
  await act(platform, actor, choice, null, 'voice.refused', async (tx, by) =>
    endAcceptance(tx, choice.unit, choice.voice, by),
  );
  return listVoices(platform, actor, choice.unit);
}

async function known(platform: Platform, actor: Actor, { unit, voice }: VoiceChoice): Promise<Voice> {
  await getUnit(platform.db, unit);
  await authorise(platform.db, actor, VOICE_KEEPERS, unit);
  const found = (await platform.speech.voices()).find(({ id }) => id === voice);
  if (!found) throw new Problem('not-found');
  return found;
}

/** Does it and writes it into the audit log, unless it changed nothing. */
async function act(
  platform: Platform,
  actor: Actor,
  { unit, voice }: VoiceChoice,
  known: Voice | null,
  what: string,
  change: (tx: Tx, by: { person: string; at: Date }) => Promise<boolean>,
): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    const at = platform.clock.now();
    if (!(await change(tx, { person: actor.user, at }))) return;
    const details = { voice, ...(known && { name: known.name, licence: known.licence }) };
    const subject = { kind: 'voice', id: null };
    await record(tx, { actor: { id: actor.user, name: actor.name }, act: what, subject, unit, details }, at);
  });
}
