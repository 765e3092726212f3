import type { ClaimCodeReply } from '@nguon/protocol/http/devices.ts';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { z } from 'zod';
import type { Doors } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { villagesIn } from '../rooms/units/service.ts';
import { BULLETINS, PLACES, TIMETABLE, VILLAGES } from './content.ts';
import { addDemoPeople, DemoPerson, demoLinks, type DemoUnits, demoUnits } from './people.ts';

/** Claim strings of the demo's loudspeakers, by the name of each one's folder. */
export type DemoSpeakers = { dir: string; claim: string; serial: string }[];

/**
 * Fills a new demo folder through the house's own doors: people, sample villages, timetables, sample bulletins with machine speech, and a
 * place for a light loudspeaker in each village.
 */
export async function seedDemo(app: Doors, platform: Platform): Promise<DemoSpeakers> {
  const units = await demoUnits(platform);
  await addDemoPeople(platform, units);
  const links = await demoLinks(platform);
  const enter = async (role: Role): Promise<DemoPerson> => {
    const link = links.find((one) => one.role === role);
    if (!link) throw new Error(`the demo has nobody in the role ${role}`);
    return DemoPerson.enter(app, link.url);
  };
  const keeper = await enter('administrator');
  await keeper.upload('/api/villages/import', 'tinh-mau.csv', villageList());
  for (const place of ['khangNinh', 'cuLe', 'minhKhai'] as const) {
    for (const slot of TIMETABLE) await keeper.post(`/api/timetables/${units[place]}/slots`, slot);
  }
  await writeBulletins(enter, units);
  return prepareSpeakers(await enter('technician'), platform, units);
}

/** The sample villages as the list that a district would send. */
function villageList(): string {
  const rows = VILLAGES.flatMap(({ commune, names }) => names.map((name) => `${PLACES[commune]},${name}`));
  return ['xã,thôn', ...rows].join('\n');
}

async function writeBulletins(enter: (role: Role) => Promise<DemoPerson>, units: DemoUnits): Promise<void> {
  const authors = new Map<Role, DemoPerson>();
  for (const { place, author, ...body } of BULLETINS) {
    const person = authors.get(author) ?? (await enter(author));
    authors.set(author, person);
    const bulletin = await person.post<{ id: string }>('/api/bulletins', { ...body, unit: units[place] });
    await person.post(`/api/bulletins/${bulletin.id}/speech`, { pace: 'normal' });
  }
}

async function prepareSpeakers(technician: DemoPerson, platform: Platform, units: DemoUnits): Promise<DemoSpeakers> {
  const villages = await villagesIn(platform.db, [units.khangNinh, units.cuLe, units.minhKhai]);
  const speakers: DemoSpeakers = [];
  for (const { id, name, slug } of villages) {
    const place = { unit: id, kind: 'speaker', name: `Cụm loa ${name}` };
    const reply = await technician.post<z.infer<typeof ClaimCodeReply>>('/api/device-claims', place);
    speakers.push({ dir: slug, claim: reply.claimString, serial: `mau-${slug}` });
  }
  return speakers;
}
