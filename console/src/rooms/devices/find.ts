import type { DeviceRow } from '@nguon/protocol/http/devices.ts';
import { answersTo } from '../../find.ts';

/** Whether a device answers to words: name, place or serial, with or without tone marks. */
export function isFound(
  { name, unitName, serial }: Pick<DeviceRow, 'name' | 'unitName' | 'serial'>,
  words: string,
): boolean {
  return answersTo(`${name} ${unitName} ${serial}`, words);
}
