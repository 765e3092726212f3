/**
 * `npm run demo:main-job`: one bulletin all the way, every part real. Prints each step with its evidence and ends with 0 only if all hold.
 * The house's clock is set, so that it gives the same result at any hour of the day.
 */
import { join } from 'node:path';
import { allowEverything, type MainJob } from './main-job-parts.ts';
import * as parts from './main-job-parts.ts';

const steps: [string, (job: MainJob) => Promise<string>][] = [
  ['Hệ thống khởi động, sẵn sàng nhận việc / the system starts', parts.startEverything],
  ['Loa thật và bảng tin điện tử được lắp đặt / a real speaker and a board are claimed', parts.installDevices],
  ['Biên tập viên sở soạn bản tin 90 giây / a department editor writes it', parts.writeBulletin],
  ['Trình duyệt cho ba xã / submitted for three communes', parts.submit],
  ['Người soạn tự duyệt: bị từ chối / the author’s approval is refused', parts.authorIsRefused],
  ['Chưa nghe thì không duyệt được / no approval without listening', parts.unheardIsRefused],
  ['Hai người khác nghe rồi duyệt / two others listen and approve', parts.twoApprove],
  ['Loa phát đúng bản đã duyệt / the speaker plays what was approved', parts.speakerPlays],
  ['Số thôn nghe được / receipts: n of m villages', parts.villagesReached],
  ['Bảng và trang xã hiện bản tin / board and commune page show it', parts.boardAndPageShow],
  ['Dừng phát giữa chừng: im trong 5 giây / stopped in mid-play', parts.stopInMidPlay],
  ['Bảng và trang xã không còn bản tin / board and page are clear', parts.boardAndPageClear],
  ['Buổi sau im lặng / the next slot is silent', parts.nextSlotIsSilent],
  ['Chuỗi nhật ký hệ thống toàn vẹn / the audit chain verifies', parts.auditVerifies],
];

const job = allowEverything(join(import.meta.dirname, '../..'));
let held = 0;
try {
  for (const [name, act] of steps) {
    const evidence = await act(job);
    held += 1;
    console.log(`✓ ${held}. ${name}\n     ${evidence}`);
  }
} catch (error) {
  console.log(`✗ ${held + 1}. ${steps[held]?.[0]}\n     ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await job.end();
}
console.log(`${held} / ${steps.length}`);
process.exitCode = held === steps.length ? 0 : 1;
