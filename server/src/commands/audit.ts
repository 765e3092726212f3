import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';
import { lendRooms } from '../lend-rooms.ts';
import { verify } from '../rooms/audit/service.ts';

const FAULTS = {
  altered: 'nội dung, thứ tự hoặc dấu niêm không còn như lúc ghi / content, order or seal is not what was sealed',
  missing: 'thiếu mục / the entry is missing',
  'head-differs': 'khác với dấu niêm giữ ngoài cơ sở dữ liệu / differs from the head kept outside the database',
};

/**
 * `nguon audit verify [--json]`: walks the whole chain of nhật ký hệ thống.
 * @returns 0 when it holds, 1 when it does not
 */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const report = await lendRooms(config, 'audit', verify);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describe(report));
  return report.holds ? 0 : 1;
}

function describe({ holds, sealed, unsealed, head, faults }: Awaited<ReturnType<typeof verify>>): string {
  const verdict = holds
    ? 'Nhật ký nguyên vẹn / the log is intact'
    : 'NHẬT KÝ ĐÃ BỊ CAN THIỆP / THE LOG WAS TAMPERED WITH';
  const counted = `${sealed} mục đã niêm, ${unsealed} mục chờ niêm / ${sealed} entries sealed, ${unsealed} waiting`;
  const kept = head
    ? `Dấu niêm bên ngoài / head outside: ${head.position} ${head.seal} (${head.at})`
    : 'Không có dấu niêm bên ngoài để so / there is no head outside to compare with';
  const lines = faults.map(({ position, fault }) => `  ${position}: ${FAULTS[fault]}`);
  return `${[`${verdict}.`, `${counted}.`, kept, ...lines].join('\n')}\n`;
}
