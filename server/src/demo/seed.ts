import type { ClaimCodeReply } from '@nguon/protocol/http/devices.ts';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { z } from 'zod';
import type { Doors } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { villagesIn } from '../rooms/units/service.ts';
import { PLACES, RELAY_PATH, TIMETABLE, VILLAGES } from './content.ts';
import { CHIME, CUT, playTune, SONG } from './melody.ts';
import { addDemoPeople, DemoPerson, demoLinks, type DemoUnits, demoUnits, unitWith } from './people.ts';
import { fillShelf, type Sample, writeSamples } from './samples.ts';

/** Music of the demo: as what it stands in the library, its name there, its notes. */
const TUNES = [
  ['chime', 'Nhạc hiệu tỉnh mẫu', CHIME],
  ['cut', 'Nhạc cắt tỉnh mẫu', CUT],
  ['song', 'Khúc dạo tỉnh mẫu (không lời)', SONG],
] as const;

/** Claim strings of loudspeakers, by the name of each one's folder. */
export type DemoSpeakers = { dir: string; claim: string; serial: string }[];

/** What a filled demo leaves to its start: loudspeakers to be claimed, samples to be submitted when their speech is made. */
export interface FilledDemo {
  /** Light ones, one in each village. */
  light: DemoSpeakers;
  /** One that really sounds. */
  real: DemoSpeakers;
  samples: Sample[];
}

/**
 * Fills a new demo folder through the house's own doors: people, sample villages, timetables, sample bulletins with machine speech, and a
 * place for a light loudspeaker in each village.
 */
export async function seedDemo(app: Doors, platform: Platform): Promise<FilledDemo> {
  const units = await demoUnits(platform);
  await addDemoPeople(platform, units);
  const links = await demoLinks(platform);
  // A link is good for one sign-in: whoever is in, stays in.
  const inside = new Map<Role, Promise<DemoPerson>>();
  const enter = (role: Role): Promise<DemoPerson> => {
    const person = inside.get(role) ?? comeIn(role);
    inside.set(role, person);
    return person;
  };
  const comeIn = async (role: Role): Promise<DemoPerson> => {
    const link = links.find((one) => one.role === role);
    if (!link) throw new Error(`the demo has nobody in the role ${role}`);
    return DemoPerson.enter(app, link.url);
  };
  const keeper = await enter('administrator');
  await keeper.upload('/api/villages/import', { name: 'tinh-mau.csv', type: 'text/csv', content: villageList() });
  for (const place of ['khangNinh', 'cuLe', 'minhKhai'] as const) {
    for (const slot of TIMETABLE)
      await keeper.post(`/api/timetables/${units[place]}/slots`, withStream(slot, platform));
  }
  // Whoever answers for a commune, and for the province's own bulletins, has heard the backup voice.
  const accept = async (role: Role, unit: string): Promise<void> =>
    (await enter(role)).post('/api/voices/acceptances', { unit, voice: 'espeak-vi-north' });
  await accept('commune-leader', units.khangNinh);
  await accept('editorial-board', units.province);
  await fillLibrary(await enter('editorial-board'), units.province);
  const samples = await writeSamples(enter, units);
  await fillShelf(await enter('department-editor'), (code) => unitWith(platform, code));
  return { ...(await prepareSpeakers(await enter('technician'), platform, units)), samples };
}

/** The province's own tunes, from which every commune may take. */
async function fillLibrary(keeper: DemoPerson, province: string): Promise<void> {
  for (const [kind, title, tune] of TUNES) {
    const file = { name: `${kind}.wav`, type: 'audio/wav', content: playTune(tune) };
    const rights = { owner: 'Dự án Nguồn', licence: 'CC0 1.0, dùng tự do' };
    await keeper.upload(`/api/library?unit=${province}`, file, { kind, title, ...rights });
  }
}

function withStream(slot: (typeof TIMETABLE)[number], { config }: Platform): typeof slot {
  return slot.kind === 'relay' ? { ...slot, stream: config.publicUrl + RELAY_PATH } : slot;
}

/** The sample villages as the list that a district would send. */
function villageList(): string {
  const rows = VILLAGES.flatMap(({ commune, names }) => names.map((name) => `${PLACES[commune]},${name}`));
  return ['xã,thôn', ...rows].join('\n');
}

async function prepareSpeakers(
  technician: DemoPerson,
  { db }: Platform,
  units: DemoUnits,
): Promise<Omit<FilledDemo, 'samples'>> {
  const prepare = async (unit: string, name: string, dir: string): Promise<DemoSpeakers[number]> => {
    const place = { unit, kind: 'speaker', name };
    const { claimString } = await technician.post<z.infer<typeof ClaimCodeReply>>('/api/device-claims', place);
    return { dir, claim: claimString, serial: `mau-${dir}` };
  };
  const villages = await villagesIn(db, [units.khangNinh, units.cuLe, units.minhKhai]);
  const light = [];
  for (const { id, name, slug } of villages) light.push(await prepare(id, `Cụm loa ${name}`, slug));
  return { light, real: [await prepare(units.khangNinh, 'Loa trụ sở xã', 'loa-that')] };
}
