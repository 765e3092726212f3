import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDoors, checkFloors, checkStairs, checkWorkspaces } from './architecture/floors.ts';
import { checkExports, checkNames, checkSizes, measureSizes, pathsNamed, stairsPrinted } from './architecture/names.ts';
import {
  checkEnvironment,
  checkPlatformPackages,
  checkSql,
  checkTopics,
  checkTransactions,
} from './architecture/parts.ts';
import { STAIRS } from './architecture/plan.ts';
import { checkClock, checkPurity } from './architecture/purity.ts';
import { listFiles, readSources } from './architecture/source.ts';

const root = join(import.meta.dirname, '..');
const sources = readSources(root);
const map = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

describe('the house keeps its rules', () => {
  it('has sources to check', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it.each([
    ['floors: import your own floor or one below', checkFloors],
    ['stairs: no room imports a later room', checkStairs],
    ['doors: from another room only service.ts', checkDoors],
    [
      'workspaces: console, board and speaker import the protocol only; the protocol zod and jose only',
      checkWorkspaces,
    ],
    ['exports: no barrels, no export *, no default exports', checkExports],
    ['purity: rules, policies, resolve() and lib decide from their arguments alone', checkPurity],
    ['clock: one clock, injected', checkClock],
    ['SQL only in store.ts and the platform', checkSql],
    ['I/O packages only in the platform', checkPlatformPackages],
    ['the environment is read by config.ts alone', checkEnvironment],
    ['topics are written in protocol/src/topics.ts alone', checkTopics],
    ['in a transaction only tx exists', checkTransactions],
    ['sizes: no file over 400 lines, nine in ten within 250', checkSizes],
  ])('%s', (_rule, check) => {
    expect(check(sources)).toEqual([]);
  });

  it('names: no utils, helpers, common, manager, misc, base or V2', () => {
    const folders = ['protocol', 'server', 'console', 'board', 'speaker', 'test'];
    expect(checkNames(folders.flatMap((folder) => listFiles(root, folder)))).toEqual([]);
  });

  it('prints the sizes', () => {
    const sizes = measureSizes(sources);
    console.info(
      `${sizes.files} files, median ${sizes.median} lines, ninth decile ${sizes.ninthDecile}, longest ${sizes.longest}`,
    );
    expect(sizes.median).toBeLessThanOrEqual(sizes.ninthDecile);
  });
});

describe('ARCHITECTURE.md is the map of this tree', () => {
  it('has at most 100 lines', () => {
    expect(map.trimEnd().split('\n').length).toBeLessThanOrEqual(100);
  });

  it('prints the stairs as the code has them', () => {
    expect(stairsPrinted(map)).toEqual([...STAIRS]);
  });

  it('names only paths that exist', () => {
    const named = pathsNamed(map);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
