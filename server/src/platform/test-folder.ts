import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder of one test's own. Call `remove()` in afterEach or afterAll. */
export async function makeTestFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'nguon-test-'));
  return { path, remove: async () => rm(path, { recursive: true, force: true }) };
}
