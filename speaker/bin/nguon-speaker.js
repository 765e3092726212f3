#!/usr/bin/env node
// Starts the speaker on the Node that was installed with it, whatever Node runs this file.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED_MAJOR = 24;

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) return process.execPath;
  const require = createRequire(import.meta.url);
  try {
    const packaged = require.resolve(`node-${process.platform}-${process.arch}/package.json`);
    return join(dirname(packaged), 'bin', 'node');
  } catch {
    console.error(
      `Cần Node ${WANTED_MAJOR} để chạy loa; máy này có ${process.version}. Chạy "npm ci" trong thư mục dự án rồi thử lại.\n` +
        `The speaker needs Node ${WANTED_MAJOR}; this machine runs ${process.version}. Run "npm ci" in the project folder and try again.`,
    );
    process.exit(1);
  }
}

const main = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'main.ts');
const child = spawn(findNode(), [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)));
