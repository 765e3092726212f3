import { basename } from 'node:path';
import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node';

/** What one run came to. `reasons` holds a sentence for every failure, the first line of a failing test's error with it. */
export type Tally = { passed: number; failed: number; reasons: string[] };

/** The part of a Vitest test module that the count needs. */
export type CountedModule = {
  moduleId: string;
  errors(): readonly unknown[];
  children: {
    allTests(): Iterable<{
      fullName: string;
      result(): { state: string; errors?: readonly { message: string }[] | undefined };
    }>;
    allSuites(): Iterable<{ fullName: string; errors(): readonly unknown[] }>;
  };
};

/**
 * Counts a run. Nothing may hide: a skipped or unfinished test, a file that could not be loaded, a hook that threw
 * and an error outside every test each count as one failure.
 *
 * @param modules the test files of the run
 * @param unhandled how many errors happened outside of tests
 * @param filtered true when a name pattern chose the tests; the tests it left out are then not failures
 */
export function tally(modules: readonly CountedModule[], unhandled: number, filtered: boolean): Tally {
  const count: Tally = { passed: 0, failed: 0, reasons: [] };
  const fail = (reason: string): void => {
    count.failed += 1;
    count.reasons.push(reason);
  };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      if (state === 'passed') count.passed += 1;
      else if (state === 'failed')
        fail(
          `${basename(module.moduleId)} > ${test.fullName}: ${errors?.[0]?.message.split('\n')[0] ?? 'no error given'}`,
        );
      else if (!(filtered && state === 'skipped')) fail(`${state}, so counted as failed: ${test.fullName}`);
    }
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) fail(`a hook failed: ${suite.fullName}`);
    }
    if (module.errors().length > 0) fail(`the file failed outside its tests: ${module.moduleId}`);
  }
  if (unhandled > 0) fail(`${unhandled} error(s) outside every test`);
  if (count.passed + count.failed === 0) fail('no test ran');
  return count;
}

/** The line that every run of tests closes with, alone on its line. */
export function closingLine(count: { passed: number; failed: number }): string {
  return `${count.passed} passed, ${count.failed} failed`;
}

/** Vitest reporter that closes a run with `N passed, N failed` and makes the run fail when anything did not pass. */
export class ClosingLine implements Reporter {
  #filtered = false;
  #watching = false;

  onInit(vitest: Vitest): void {
    this.#filtered = vitest.config.testNamePattern !== undefined;
    this.#watching = vitest.config.watch;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const count = tally(modules, unhandled.length, this.#filtered);
    const lines = [...count.reasons.map((reason) => `✗ ${reason}`), closingLine(count)];
    const print = (): boolean => process.stdout.write(`${lines.join('\n')}\n`);
    if (count.failed > 0) process.exitCode = 1;
    // At exit, so that nothing which other reporters or Vitest itself still print can follow the line.
    if (this.#watching) print();
    else process.once('exit', print);
  }
}
