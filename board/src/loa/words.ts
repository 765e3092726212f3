import type { LinkState } from '../link/contact.ts';
import { clockFace, spokenLength, spokenMoment } from './spoken-time.ts';

/** Everything that the page says, as facts. Instants are UTC epoch milliseconds. */
export interface Facts {
  name: string;
  now: number;
  clockTrusted: boolean;
  on: boolean;
  link: LinkState;
  contactAt: number | null;
  playing: { title: string; positionMs: number; durationMs: number | null } | null;
  next: { title: string; at: number } | null;
  ready: number;
  missing: number;
  receiptsWaiting: number;
  volume: number;
  ceiling: number;
  newVersion: boolean;
}

/** The facts in sentences. */
export interface Words {
  state: string;
  detail: string;
  clock: string;
  link: string;
  store: string;
  volume: string;
}

/** Says what this loudspeaker does, will do, and how it stands with its province. */
export function wordsOf(facts: Facts): Words {
  return {
    state: stateOf(facts),
    detail: detailOf(facts),
    clock: facts.clockTrusted ? clockFace(facts.now) : 'chưa có giờ tin cậy',
    link: linkOf(facts),
    store: storeOf(facts),
    volume: `Âm lượng ${facts.volume} % (cao nhất ${facts.ceiling} %)`,
  };
}

function stateOf({ on, clockTrusted, playing }: Facts): string {
  if (!on) return 'Loa đang tắt';
  if (playing) return `Đang phát: ${playing.title}`;
  return clockTrusted ? 'Đang chờ buổi phát' : 'Đang chờ giờ tin cậy';
}

function detailOf({ on, clockTrusted, playing, next, now }: Facts): string {
  if (!on) return 'Bấm Bật loa một lần để máy này được phép phát tiếng.';
  if (playing) {
    const played = spokenLength(playing.positionMs);
    return playing.durationMs === null
      ? `Đã phát ${played}`
      : `Đã phát ${played} trên ${spokenLength(playing.durationMs)}`;
  }
  if (!clockTrusted) return 'Loa phát lại ngay khi liên lạc được với hệ thống một lần.';
  return next ? `Kế tiếp ${spokenMoment(next.at, now)}: ${next.title}` : 'Chưa có lịch phát nào sắp tới.';
}

function linkOf({ link, contactAt, now }: Facts): string {
  const since = contactAt === null ? '' : ` Liên lạc gần nhất ${spokenMoment(contactAt, now)}.`;
  switch (link) {
    case 'connected':
      return 'Đang kết nối với hệ thống.';
    case 'reached':
      return 'Liên lạc được với hệ thống, tin mới có thể chậm một phút.';
    case 'alone':
      return `Mất liên lạc, vẫn phát theo lịch đã tải.${since}`;
    case 'refused':
      return 'Hệ thống không nhận máy này nữa. Hãy gọi kỹ thuật viên.';
  }
}

function storeOf({ ready, missing, receiptsWaiting, newVersion }: Facts): string {
  const sounds = missing === 0 ? `Đã tải sẵn ${ready} bản tin.` : `Đã tải sẵn ${ready} bản tin, còn thiếu ${missing}.`;
  const receipts = receiptsWaiting === 0 ? '' : ` ${receiptsWaiting} xác nhận chờ gửi.`;
  return `${sounds}${receipts}${newVersion ? ' Có bản mới của trang, dùng từ lần mở sau.' : ''}`;
}
