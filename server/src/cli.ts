import { ConfigError, environment, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { Problem } from './lib/problem.ts';

/** A command's module in commands/; a number returned is the exit code. */
type CommandModule = { readonly run: (args: readonly string[], config: Config) => Promise<number | void> };

type Command = { readonly load: () => Promise<CommandModule>; readonly vi: string; readonly en: string };

/** Every command; the module is loaded only when its command is given. */
const COMMANDS: Readonly<Record<string, Command>> = {
  start: { load: () => import('./commands/start.ts'), vi: 'chạy toàn bộ hệ thống', en: 'run the whole system' },
  migrate: {
    load: () => import('./commands/migrate.ts'),
    vi: 'cập nhật cơ sở dữ liệu',
    en: 'bring the database up to date',
  },
  backup: {
    load: () => import('./commands/backup.ts'),
    vi: 'sao lưu vào một thư mục mới',
    en: 'back everything up into a new folder',
  },
  restore: {
    load: () => import('./commands/restore.ts'),
    vi: 'khôi phục từ bản sao lưu vào thư mục trống',
    en: 'restore a backup into an empty folder',
  },
  'demo reset': {
    load: () => import('./commands/demo-reset.ts'),
    vi: 'xóa tỉnh mẫu để lần chạy sau tạo lại',
    en: 'remove the demo province; the next start makes it anew',
  },
  'audit verify': {
    load: () => import('./commands/audit.ts'),
    vi: 'kiểm tra nhật ký hệ thống còn nguyên vẹn',
    en: 'check that the audit log is intact',
  },
  'speech normalise': {
    load: () => import('./commands/speech-normalise.ts'),
    vi: 'đổi chữ viết thành lời đọc, từng dòng của đầu vào chuẩn',
    en: 'turn each line of standard input into words as they are read',
  },
  'speech say': {
    load: () => import('./commands/speech-say.ts'),
    vi: 'đọc một đoạn thành tệp âm thanh',
    en: 'read a text aloud into a sound file',
  },
  'speech spoken-form': {
    load: () => import('./commands/speech-spoken-form.ts'),
    vi: 'rút văn bản hành chính thành lời đọc',
    en: 'turn an official text into one for the ear',
  },
  'privacy measure': {
    load: () => import('./commands/privacy-measure.ts'),
    vi: 'đo cửa kiểm tra thông tin riêng trên bộ bản tin đã gắn nhãn',
    en: 'measure the privacy gate on the labelled texts',
  },
  'device claim': {
    load: () => import('./commands/device-claim.ts'),
    vi: 'chuẩn bị chỗ cho thiết bị, in mã lắp đặt',
    en: 'prepare a place for a device and print its claim string',
  },
  'phone vouch': {
    load: () => import('./commands/phone-vouch.ts'),
    vi: 'bảo đảm cho một điện thoại duyệt khi không còn ai xác nhận được',
    en: 'answer for an approving phone when nobody is left who could confirm it',
  },
  'units find': {
    load: () => import('./commands/units.ts'),
    vi: 'tìm địa bàn theo tên hoặc mã',
    en: 'find units by name or code',
  },
  'user add': {
    load: () => import('./commands/user.ts'),
    vi: 'thêm người dùng, in đường dẫn đăng nhập một lần',
    en: 'add a person and print a one-time sign-in link',
  },
};

const SYNTAX = 2;

/** Finds the command in the arguments (`user add …` is two words), runs it and returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const words = [2, 1].find((count) => COMMANDS[args.slice(0, count).join(' ')] !== undefined);
  const command = words === undefined ? undefined : COMMANDS[args.slice(0, words).join(' ')];
  if (command === undefined) return showUsage(args[0]);
  const { run } = await command.load();
  return (await run(args.slice(words), readConfig(environment()))) ?? 0;
}

function showUsage(asked: string | undefined): number {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { vi, en }]) => `  nguon ${name.padEnd(width)}  ${vi} / ${en}`);
  const text = ['Cách dùng / usage:', ...lines, ''].join('\n');
  if (asked === undefined || ['help', '--help', '-h'].includes(asked)) {
    process.stdout.write(text);
    return 0;
  }
  process.stderr.write(`Không có lệnh "${asked}" / there is no command "${asked}".\n${text}`);
  return SYNTAX;
}

/** People get the sentence; the stack is for those who ask for it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Problem) return `${error.toBody().title}\n${error.toBody().detail}`;
  return environment()['LOG_LEVEL'] === 'debug' ? (error.stack ?? error.message) : error.message;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof ConfigError ? SYNTAX : 1;
}
