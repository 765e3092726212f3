import { writeBulletin } from './desk.ts';
import type { House, Person } from './house.ts';
import { readOpus, type Sound } from './sound.ts';

/** Somebody's reading of words, as a microphone hears it: the house's own machine speech, asked for by a person who writes in a unit. */
export async function voiceOf(house: House, person: Person, unit: string, words: string): Promise<Sound> {
  const { sounds } = await writeBulletin(person, unit, 'Giọng đọc thử', words);
  return soundOf(house, sounds[0]?.sha256 ?? '');
}

/** A sound of the house by its hash. */
export async function soundOf(house: House, sha256: string): Promise<Sound> {
  return readOpus(new Uint8Array(await (await fetch(`${house.url}/media/${sha256}`)).arrayBuffer()));
}
