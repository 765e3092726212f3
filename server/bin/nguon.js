#!/usr/bin/env node
// Plain JavaScript that an older Node reads too: finds one that is new enough and hands it the command.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 24;
const cli = join(dirname(fileURLToPath(import.meta.url)), '../src/cli.ts');

/** The Node that npm brought with us, or undefined where it brought none. */
function broughtNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/package.json`);
    const program = join(dirname(manifest), 'bin/node');
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Runs the command in a newer Node as if it were this process: same terminal, signals and exit code. */
function handOver(program) {
  const child = spawn(program, [cli, ...process.argv.slice(2)], {
    // The channel tells it when this process is killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (Number(process.versions.node.split('.')[0]) >= OLDEST) {
  await import(cli);
} else {
  const program = broughtNode();
  if (program !== undefined) handOver(program);
  else {
    process.stderr.write(
      `Nguồn cần Node.js ${OLDEST} trở lên (đang có ${process.versions.node}); hãy chạy "npm ci" hoặc cài Node.js mới. / ` +
        `Nguồn needs Node.js ${OLDEST} or newer (this is ${process.versions.node}); run "npm ci" or install a newer Node.js.\n`,
    );
    process.exitCode = 1;
  }
}
