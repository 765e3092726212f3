import { sha256 } from './canonical.ts';

/** 64 short Vietnamese words without tone twins, so that two people can compare four of them aloud. */
const WORDS = (
  'ao bàn bếp bò bưởi cá cam cầu chè chim chuông cỏ cửa dao dừa đá đèn đò đồi đu ' +
  'đường gà gạo gấu giếng gỗ hoa hồ hươu kèn khế lá lúa mây mèo mía mưa na nắng ngô ' +
  'ngựa nhãn nón núi ong ổi phố quạt rau rừng sao sen sông suối táo tằm thỏ thuyền trăng tre ' +
  'trống vịt voi xoài'
).split(' ');

/**
 * Four words that stand for a root key and a device's key together. Somebody between the two screens would need another key,
 * and the words would differ (24 bits: enough against one try under a technician's eyes, not a fingerprint for the file).
 */
export async function fourWords(rootX: string, deviceX: string): Promise<string[]> {
  const digest = await sha256(`${rootX}.${deviceX}`);
  return [0, 1, 2, 3].map(
    (index) => WORDS[Number.parseInt(digest.slice(index * 2, index * 2 + 2), 16) % WORDS.length] ?? '',
  );
}
