import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/reporter.ts';

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        test: {
          name: 'fast',
          include: ['{protocol,server,console,board,speaker}/src/**/*.test.ts', 'test/*.test.ts'],
          globalSetup: ['test/database-setup.ts'],
          // Files share what they import: loading the house anew for each of 300 files took longer than the tests. No file may leave state in a module.
          isolate: false,
          // The first test that asks for a database waits for PostgreSQL; a busy machine is slower still.
          hookTimeout: 60_000,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          // Each file starts whole systems: one after another, or they measure each other.
          fileParallelism: false,
          globalSetup: ['test/database-setup.ts'],
          hookTimeout: 60_000,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          hookTimeout: 60_000,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
