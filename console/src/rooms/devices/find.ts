import type { DeviceRow } from '@nguon/protocol/http/devices.ts';

/** Whether a device answers to words: name, place or serial, with or without tone marks. */
export function isFound(
  { name, unitName, serial }: Pick<DeviceRow, 'name' | 'unitName' | 'serial'>,
  words: string,
): boolean {
  const text = fold(`${name} ${unitName} ${serial}`);
  return fold(words)
    .split(' ')
    .every((word) => text.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase().trim();
}
