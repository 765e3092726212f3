import type { DeviceRow } from '@nguon/protocol/http/devices.ts';
import { spokenInstant, spokenTime } from '../../lib/spoken-time.ts';
import type { ListedDevice } from './list-store.ts';
import { deviceState, type DeviceState } from './rules.ts';

/** A device as the list shows it at an instant of the project's clock. */
export function presentDevice(device: ListedDevice, now: Date): DeviceRow {
  const { id, kind, name, unit, unitName, serial, lastContactAt } = device;
  const heard = device.receivedAt !== null && device.session !== null && device.session >= 0;
  const status = heard ? { online: device.online === true, receivedAt: device.receivedAt ?? now } : null;
  const state = deviceState({ revoked: device.revokedAt !== null, status, lastContactAt }, now);
  const lives = state === 'online' || state === 'late';
  return {
    id,
    kind,
    name,
    unit,
    unitName,
    serial,
    state,
    sentence: sentenceOf(state, device, now),
    lastContactAt: lastContactAt?.toISOString() ?? null,
    volume: heard ? device.volume : null,
    playing: lives && device.playing ? `đang phát từ ${spokenTime(new Date(device.playing.startedAt))}` : null,
    software: device.software,
    clockTrusted: heard ? device.clockTrusted : null,
  };
}

/** "mất liên lạc từ 16 giờ 12"; with the day when it was not within the last twelve hours. */
function sentenceOf(state: DeviceState, device: ListedDevice, now: Date): string {
  const since = device.lastContactAt ?? now;
  const when = now.getTime() - since.getTime() < 12 * 3_600_000 ? spokenTime(since) : spokenInstant(since);
  switch (state) {
    case 'online':
      return device.clockTrusted === false ? 'đang kết nối, đồng hồ chưa tin được nên chưa phát' : 'đang kết nối';
    case 'late':
      return `chậm báo, lần cuối lúc ${when}`;
    case 'offline':
      return `mất liên lạc từ ${when}`;
    case 'never':
      return 'đã lắp đặt, chưa kết nối lần nào';
    case 'revoked':
      return `đã thu hồi khóa lúc ${spokenInstant(device.revokedAt ?? now)}`;
  }
}
