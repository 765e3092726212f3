#!/usr/bin/env node
// Plain JavaScript that an older Node reads too: runs the speaker on a Node that is new enough.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 24;
const main = join(dirname(fileURLToPath(import.meta.url)), '../src/main.ts');

/** The Node that npm installed beside us, or null. */
function installedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/package.json`);
    const program = join(dirname(manifest), 'bin/node');
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Runs the speaker as a child with our terminal, signals and exit code; by the channel it notices when we are killed. */
function runIn(program) {
  const child = spawn(program, [main, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}

const program = installedNode();
if (Number(process.versions.node.split('.')[0]) >= OLDEST) await import(main);
else if (program !== null) runIn(program);
else {
  console.error(
    `Loa cần Node ${OLDEST}; máy này có ${process.version}. Chạy "npm ci" trong thư mục dự án rồi thử lại.\n` +
      `The speaker needs Node ${OLDEST}; this machine runs ${process.version}. Run "npm ci" in the project folder and try again.`,
  );
  process.exitCode = 1;
}
