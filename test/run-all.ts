/**
 * `npm run test:all`: every test there is. The quick ones, those of the running system (they need mpv), those of the
 * screens (they need Chromium) and the main job told step by step.
 *
 * A part whose program is missing is not passed over: it counts as one failure and says what to install. The last line
 * is the total, after the names of all that failed. `--fast-result "N passed, N failed"` takes over the quick tests' result from a run just made (for CI).
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { closingLine } from './reporter.ts';
import { readClosingLine, readFailures, type Count } from './totals.ts';

const root = join(import.meta.dirname, '..');
const MAIN_JOB = 'test/system/main-job.ts';
const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const { values: options } = parseArgs({ options: { 'fast-result': { type: 'string' } } });
const total: Count = { passed: 0, failed: 0 };
/** A line for each failure: said again at the end, where the thousands of lines between hide none. */
const failures: string[] = [];

const carried = options['fast-result'];
if (carried === undefined) await runProject('fast');
else add('fast', readClosingLine(carried));

await runStep('build', ['npm', 'run', 'build']);
await runWith('mpv', ['mpv'], () => runProject('system'));
// The main job mostly waits for its slots and plays in real time: the screens are tried meanwhile.
const mainJob = runWith('mpv', ['mpv'], () =>
  runWith('Chromium', CHROMIUM, () => runStep('main job', ['node', MAIN_JOB], 'when it is over')),
);
await runWith('Chromium', CHROMIUM, () => runProject('e2e'));
await mainJob;

if (failures.length > 0) console.log(`\n── what failed ──\n${failures.join('\n')}`);
console.log(closingLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;

/** Runs one Vitest project and counts by its closing line; a run that ends without one is a failure. */
async function runProject(project: string): Promise<void> {
  const { code, output } = await run(`tests: ${project}`, ['vitest', 'run', '--project', project]);
  const count = readClosingLine(output);
  failures.push(...readFailures(output));
  // The exit code has the last word: a run that fails must never add up to success.
  add(project, code === 0 || (count?.failed ?? 0) > 0 ? count : null);
}

/** Runs a program that passes or fails as one. */
async function runStep(name: string, command: string[], shown: Shown = 'at once'): Promise<void> {
  const { code } = await run(name, command, shown);
  if (code !== 0) fail(`${name} ended with exit code ${code}`);
  else if (name !== 'build') total.passed += 1;
}

async function runWith(name: string, programs: string[], act: () => Promise<void>): Promise<void> {
  if (programs.some(isInstalled)) return act();
  const install = `apt-get install ${programs[0]}`;
  console.error(`✗ Thiếu ${name}: chưa chạy được phần kiểm thử này. Cài đặt: ${install}`);
  fail(`${name} is missing: these tests could not run. Install it: ${install}`);
}

function add(name: string, count: Count | null): void {
  if (count === null) return fail(`${name} ended without a closing line, or failed after it`);
  total.passed += count.passed;
  total.failed += count.failed;
}

function fail(why: string): void {
  console.error(`✗ ${why}`);
  failures.push(`✗ ${why}`);
  total.failed += 1;
}

/** When what a command prints is shown: a command beside another one keeps its lines together. */
type Shown = 'at once' | 'when it is over';

/** Runs a command in the repository, shows what it prints, and hands it back with the exit code (-1 for a signal). */
function run(
  name: string,
  [program = '', ...args]: string[],
  shown: Shown = 'at once',
): Promise<{ code: number; output: string }> {
  if (shown === 'at once') console.log(`\n── ${name} ──`);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-10_000);
      if (shown === 'at once') process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (shown === 'when it is over') console.log(`\n── ${name} ──\n${output}`);
      console.log(`── ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s ──`);
      resolve({ code: code ?? -1, output });
    });
  });
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      // Not in this folder; the next one may have it.
      return false;
    }
  });
}
