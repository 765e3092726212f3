import type { DeviceStatus } from '@nguon/protocol/device.ts';

/** What `status --json` prints of a running speaker. */
export interface SpeakerReport {
  running: true;
  device: string;
  name: string;
  address: string;
  units: string[];
  connected: boolean;
  lastContactAt: string | null;
  volumeCeiling: number;
  receiptsWaiting: number;
  status: DeviceStatus;
}

/** The report in a few lines of Vietnamese for the technician at the mast. */
export function reportLines(report: SpeakerReport): string {
  const { status } = report;
  const playing = status.playing
    ? `đang phát ${status.playing.order}, ${Math.round(status.playing.positionMs / 1000)} giây`
    : 'không phát';
  return [
    `Loa: ${report.name} (${report.device})`,
    `Máy chủ: ${report.address}, ${report.connected ? 'đang kết nối' : 'chưa kết nối'}; liên lạc gần nhất: ${report.lastContactAt ?? 'chưa có'}`,
    `Đồng hồ: ${status.at}, ${status.clockTrusted ? 'tin được' : 'chưa tin được: chưa phát gì theo lịch'}`,
    `Lịch đã nạp: ${status.programmes.length}; bản tin đã tải: ${status.ready}, còn thiếu: ${status.missing}; xác nhận chờ gửi: ${report.receiptsWaiting}`,
    `Âm lượng: ${status.volume} % (trần ${report.volumeCeiling} %)`,
    `Hiện tại: ${playing}`,
  ].join('\n');
}
