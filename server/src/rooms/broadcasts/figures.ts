import type { OnAir, OrderView } from '@nguon/protocol/http/broadcasts.ts';
import type { z } from 'zod';
import { spokenInstant, spokenTime } from '../../lib/spoken-time.ts';
import type { Actor } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { READERS, STOPPERS } from './policy.ts';
import { reasonText, refusalText, speakerState, type VillageState, villageState } from './rules.ts';
import * as store from './store-figures.ts';
import { onAirFor } from './store-on-air.ts';

/** "Dừng phát" offers what sounds now or will begin within this. */
const SOON_MS = 60 * 60_000;

/** A speaker that was silent this long is said to be out of contact (three missed heartbeats). */
const SILENT_MS = 3 * 60_000;

/** What sounds now, or within the hour, where this person may stop it. */
export async function listOnAir(platform: Platform, actor: Actor): Promise<z.infer<typeof OnAir>> {
  const now = platform.clock.now();
  const rows = await onAirFor(platform.db, actor.user, STOPPERS, now, new Date(now.getTime() + SOON_MS));
  return { items: rows.map((row) => ({ ...row, unitNames: row.unitNames ?? [], at: row.at.toISOString() })) };
}

/**
 * Orders of a bulletin with đã đặt lịch / loa đã nhận / đã phát / thôn nghe được, each figure with the list behind it.
 * Ordered, received and played count loudspeakers, wherever they stand; reached counts villages, by the loudspeakers that stand in them: one
 * at the commune's office makes no village hear.
 */
export async function listOrders(platform: Platform, actor: Actor, bulletin: string): Promise<OrderView[]> {
  const roles = { readers: READERS, stoppers: STOPPERS };
  const now = platform.clock.now();
  const rows = await store.ordersOfBulletin(platform.db, actor.user, roles, bulletin, now);
  return rows.map((row) => viewOrder(row, now));
}

function viewOrder(row: store.OrderRow, now: Date): OrderView {
  const { id, bulletin, title, slots, speakers, mayStop } = row;
  const inVillage = Map.groupBy(speakers, (speaker) => speaker.village);
  const villages = row.villages.map((place) => viewVillage(place, inVillage.get(place.id) ?? [], now));
  const figures = {
    ordered: speakers.length,
    received: speakers.filter((speaker) => speaker.kind !== null).length,
    played: speakers.filter((speaker) => speakerState(speaker.kind) === 'reached').length,
    reached: villages.filter((village) => village.state === 'reached').length,
    villages: villages.length,
  };
  const sentence = sentenceOf(row, villages, now);
  return {
    id,
    bulletin,
    title,
    class: row.class,
    state: stateOf(row, now),
    slots,
    figures,
    sentence,
    villages,
    mayStop,
    edition: row.part && { bulletin, title, place: row.part.place, stoppedAt: stoppedAt(row.part) },
  };
}

function stoppedAt({ stoppedAt: at }: NonNullable<store.OrderRow['part']>): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function stateOf(row: store.OrderRow, now: Date): OrderView['state'] {
  if (row.state === 'recalled') return 'recalled';
  if (row.state !== 'standing') return 'stopped';
  return row.slots.every((slot) => Date.parse(slot.until) <= now.getTime()) ? 'done' : 'standing';
}

function viewVillage(
  place: store.OrderRow['villages'][number],
  speakers: readonly store.SpeakerRow[],
  now: Date,
): OrderView['villages'][number] {
  const state = villageState(speakers.map((speaker) => speakerState(speaker.kind)));
  const speaker = speakers.find((one) => speakerState(one.kind) === state);
  const { id: village, name, communeName } = place;
  return { village, name, communeName, state, sentence: villageSentence(state, speaker, now) };
}

/** What became of an order in a village, after its name: "loa mất liên lạc từ 16 giờ 12". @param speaker the one that did best there */
export function villageSentence(
  state: VillageState,
  speaker: Pick<store.SpeakerRow, 'at' | 'reason' | 'lastContactAt'> | undefined,
  now: Date,
): string {
  const at = speaker?.at ? ` lúc ${spokenTime(new Date(speaker.at))}` : '';
  const contact = speaker?.lastContactAt ? new Date(speaker.lastContactAt) : null;
  const silent = contact === null || now.getTime() - contact.getTime() > SILENT_MS;
  const lost = contact === null ? 'loa chưa liên lạc lần nào' : `loa mất liên lạc từ ${spokenTime(contact)}`;
  const sentences: Record<VillageState, string> = {
    reached: `đã phát xong${at}`,
    playing: silent ? `đang phát dở thì ${lost}` : 'đang phát',
    interrupted: `bị ngắt giữa chừng${at}${reasonText(speaker?.reason)}`,
    'not-played': `không phát${reasonText(speaker?.reason)}`,
    received: silent ? `loa đã nhận lịch, nhưng ${lost}` : 'loa đã nhận lịch',
    waiting: silent ? lost : 'đang chờ loa nhận lịch',
    'no-speaker': 'thôn chưa có loa nối mạng',
  };
  return sentences[state];
}

function sentenceOf(row: store.OrderRow, villages: OrderView['villages'], now: Date): string {
  const { slot } = row;
  if (row.state === 'refused') return `Không được đưa lên loa: ${refusalText(row.endReason)}.`;
  const ended = row.endedAt ? spokenInstant(row.endedAt) : '';
  if (row.state === 'recalled') return `Đã thu hồi lúc ${ended}.`;
  if (row.state === 'stopped') return `Đã dừng phát lúc ${ended}.`;
  const left = row.part && stoppedAt(row.part);
  if (left !== null) return `Đã bỏ khỏi chương trình “${row.title}” lúc ${spokenInstant(new Date(left))}.`;
  const of = (...states: VillageState[]): string =>
    `${villages.filter((village) => states.includes(village.state)).length}/${villages.length} thôn`;
  if (slot > now) return `Sẽ phát ${spokenInstant(slot)}; loa đã nhận lịch ở ${of('received', 'reached', 'playing')}.`;
  if (villages.some((village) => village.state === 'playing')) return `Đang phát ở ${of('playing')}.`;
  const missing = villages.filter((village) => village.state !== 'reached');
  const first = missing[0] ? `; ${missing[0].name} ${missing[0].sentence}` : '';
  const more = missing.length > 1 ? ` và ${missing.length - 1} thôn khác` : '';
  return `${spokenTime(slot)} đã phát ở ${of('reached')}${first}${more}.`;
}
