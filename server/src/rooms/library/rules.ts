import type { LibraryKind } from '@nguon/protocol/http/library.ts';
import type { PartKind } from '@nguon/protocol/request.ts';

/** What people write where they know nothing; without tone marks. Where a sound was found says nothing of whose it is. */
const NOTHING_SAID: ReadonlySet<string> = new Set([
  'khong',
  'khong co',
  'khong ro',
  'khong ro ai',
  'khong biet',
  'chua ro',
  'chua biet',
  'suu tam',
  'nguon internet',
  'internet',
  'tren mang',
  'lay tren mang',
  'youtube',
  'tiktok',
  'facebook',
  'google',
  'zalo',
  'unknown',
  'none',
  'no',
  'na',
  'n a',
]);

/** Whether a text names an owner or a right at all: two letters at least, and not one of the ways to say "I do not know". */
export function saysSomething(text: string): boolean {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return (plain.match(/\p{L}/gu)?.length ?? 0) >= 2 && !NOTHING_SAID.has(plain);
}

/** As what a kind of sound goes into an edition: nhạc hiệu as the chime, all else as music. */
export function partKindOf(kind: LibraryKind): PartKind {
  return kind === 'chime' ? 'chime' : 'music';
}
