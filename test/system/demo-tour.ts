/**
 * `npm run demo:tour`: the first minutes of the demo province in Chromium, against a fresh demo. Prints each step with its evidence,
 * photographs it at 360 and 1366 px into the folder given by --pictures (else one of the system's temporary folders) and looks for
 * barriers on each screen. Ends with 0 only if all of it holds; what the product does not do yet is said, not shown.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openAlbum } from './tour-album.ts';
import * as air from './tour-air.ts';
import * as desk from './tour-desk.ts';
import { beginTour, type Tour } from './tour.ts';

const { values } = parseArgs({ options: { pictures: { type: 'string' } } });
const folder = values.pictures ?? join(tmpdir(), `nguon-tour-${new Date().toISOString().slice(0, 10)}`);

const steps: [string, (tour: Tour) => Promise<string>][] = [
  ['Vào bằng một chạm, tỉnh mẫu nói rõ là mẫu / one tap in; the demo says what it is', desk.comeIn],
  ['Kệ bản tin mẫu / twenty-five samples', desk.showShelf],
  ['Bản lỗi bị chặn / the privacy gate stops what tells of private people', desk.gateStops],
  ['Lãnh đạo đăng ký điện thoại, nghe và duyệt buổi 17 giờ / the leader enrols and approves', desk.leaderApproves],
  ['Bà con sắp nghe gì, còn bao lâu là kịp / what people will hear, and the countdown', desk.eveningAhead],
  ['Thu giọng của mình theo lời nhắc / one’s own voice, with a prompter', desk.recordVoice],
  ['Người soạn không tự duyệt được / the author cannot approve', desk.authorIsRefused],
  ['Điện thoại lãnh đạo: đường dẫn, Nghe, Duyệt / the leader’s phone', desk.approveByLink],
  ['Loa phát, từng thôn báo về / loudspeakers play, villages report', air.villagesHear],
  ['Trang của xã / the commune’s page', air.pageShows],
  ['17 giờ: Dừng phát giữa chừng / stopped in mid-play', air.stopInMidPlay],
  ['Phát thanh khẩn cấp: chưa có ở phiên bản này, màn hình nói rõ / emergencies are not in yet', air.emergencyIsNotYet],
  ['Sổ nhật ký phát thanh của hôm nay / today’s log book', air.printLog],
  ['Địa bàn theo ngày; sắp xếp 01/7/2025 chưa có dữ liệu / units by date; 2025 is not in yet', air.unitsByDate],
];

const tour = await beginTour(await openAlbum(folder));
let held = 0;
try {
  for (const [name, act] of steps) {
    const evidence = await act(tour);
    held += 1;
    console.log(`✓ ${held}. ${name}\n     ${evidence}`);
  }
} catch (error) {
  console.log(`✗ ${held + 1}. ${steps[held]?.[0]}\n     ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await tour.end();
}
console.log(`${held} / ${steps.length}; ${folder}`);
process.exitCode = held === steps.length ? 0 : 1;
