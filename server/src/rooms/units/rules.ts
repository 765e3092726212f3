import type { UnitKind } from '@nguon/protocol/http/units.ts';

/** Level of each kind of unit: 0 province, 1 district-level, 2 commune-level, 3 village-level. */
export const LEVEL_OF: Readonly<Record<UnitKind, number>> = {
  province: 0,
  city: 1,
  district: 1,
  ward: 2,
  township: 2,
  commune: 2,
  thon: 3,
  ban: 3,
  'to-dan-pho': 3,
  xom: 3,
  khu: 3,
};

/** Text as it is compared: composed, without tone marks (đ becomes d), lower case, one space between words. Same as SQL fold(). */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The part of an address that names a unit: "Xã Bằng Vân" → "xa-bang-van". Empty when no letter or digit is left. */
export function slugOf(name: string): string {
  return fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  let candidate = slug;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `${slug}-${number}`;
  return candidate;
}

/** What the first words of a village's name say it is; longest first, so that "tổ dân phố" is not "tổ". */
const VILLAGE_WORDS: readonly (readonly [string, UnitKind])[] = [
  ['to dan pho', 'to-dan-pho'],
  ['tdp', 'to-dan-pho'],
  ['thon', 'thon'],
  ['ban', 'ban'],
  ['xom', 'xom'],
  ['khu', 'khu'],
  ['to', 'to-dan-pho'],
];

/**
 * Kind of a village from what a list says of it ("Thôn", "tổ dân phố", "TDP"), else from the first word of its name.
 * @returns null when the list names a kind that does not exist
 */
export function villageKind(stated: string, name: string): UnitKind | null {
  const said = fold(stated).replaceAll('-', ' ');
  if (said !== '') return VILLAGE_WORDS.find(([word]) => word === said)?.[1] ?? null;
  const start = `${fold(name)} `;
  return VILLAGE_WORDS.find(([word]) => start.startsWith(`${word} `))?.[1] ?? 'thon';
}
