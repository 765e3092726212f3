import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '@nguon/protocol/http/accounts.ts';
import type { Timetable } from '@nguon/protocol/http/broadcasts.ts';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Clock } from '../platform/clock.ts';
import { BULLETINS } from './content.ts';
import type { DemoPerson, DemoUnits } from './people.ts';
import { SHELF } from './shelf.ts';

/** A sample that waits for its machine speech, to be submitted by its author. */
export interface Sample {
  author: DemoPerson;
  bulletin: string;
  targets: string[];
}

const SPEECH_PATIENCE_MS = 120_000;

/** Writes the sample bulletins and asks for their speech; returns those that are to be submitted when it is made. */
export async function writeSamples(enter: (role: Role) => Promise<DemoPerson>, units: DemoUnits): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { place, author: role, submitFor, ...body } of BULLETINS) {
    const author = await enter(role);
    const { id } = await author.post<Bulletin>('/api/bulletins', { ...body, unit: units[place] });
    await author.post(`/api/bulletins/${id}/speech`, { pace: 'normal' });
    if (submitFor) samples.push({ author, bulletin: id, targets: submitFor.map((target) => units[target]) });
  }
  return samples;
}

/** Lays the drafts of the shelf on an editor's desk, without sound. @param unitOf id of the unit that carries a code now */
export async function fillShelf(editor: DemoPerson, unitOf: (code: string) => Promise<string>): Promise<void> {
  for (const { code, tongues = [], ...body } of SHELF) {
    const contributors = tongues.map((tongue) => ({ part: 'reader', name: `Bản thu giữ chỗ, tiếng ${tongue}` }));
    await editor.post<Bulletin>('/api/bulletins', { ...body, origin: 'own', contributors, unit: await unitOf(code) });
  }
}

/** Submits samples for the next slot of their first place as soon as they can be heard. */
export async function submitSamples(samples: readonly Sample[], clock: Clock): Promise<void> {
  for (const { author, bulletin, targets } of samples) {
    const revision = await untilSpoken(author, bulletin);
    const { days } = await author.get<Timetable>(`/api/timetables/${targets[0]}?days=2`);
    const slots = days
      .flatMap((day) => day.slots)
      .filter(({ kind }) => kind === 'bulletins')
      .map((slot) => slot.at);
    const start = slots.find((at) => Date.parse(at) > clock.now().getTime() + 60_000);
    if (start)
      await author.post('/api/requests', { bulletin, revision, targets, times: { kind: 'slots', starts: [start] } });
  }
}

async function untilSpoken(author: DemoPerson, bulletin: string): Promise<string> {
  for (let waited = 0; waited < SPEECH_PATIENCE_MS; waited += 500) {
    const { sounds, revision } = await author.get<Bulletin>(`/api/bulletins/${bulletin}`);
    if (sounds[0]?.state === 'ready') return revision;
    await sleep(500);
  }
  throw new Error(`no speech for sample ${bulletin}`);
}
