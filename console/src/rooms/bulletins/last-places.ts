import { z } from 'zod';

const Places = z.array(z.object({ id: z.string(), name: z.string() }));
type Place = z.infer<typeof Places>[number];

/** The places of the last bulletin that a person submitted in a unit's name from this computer; none where nothing is kept. */
export function lastPlaces(user: string, unit: string): Place[] {
  try {
    return Places.safeParse(JSON.parse(localStorage.getItem(nameOf(user, unit)) ?? '[]')).data ?? [];
  } catch {
    return [];
  }
}

/** Remembers them for the next one. A full or closed store only means that nothing is remembered. */
export function rememberPlaces(user: string, unit: string, places: readonly Place[]): void {
  try {
    localStorage.setItem(nameOf(user, unit), JSON.stringify(places));
  } catch {
    // The next bulletin then begins without places, as the first did.
  }
}

function nameOf(user: string, unit: string): string {
  return `nguon.places.${user}.${unit}`;
}
