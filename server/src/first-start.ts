import { inTransaction } from './platform/db.ts';
import type { Platform } from './platform/platform.ts';
import { firstAdministrator } from './rooms/accounts/service.ts';
import { askForEveryProgramme } from './rooms/broadcasts/service.ts';
import { seedTemplates } from './rooms/templates/service.ts';
import { seedUnits } from './rooms/units/service.ts';
import { fillSignerRegisters } from './signer-registers.ts';

/**
 * Makes what a new house needs before anyone can enter: the units, the house's templates, and the first administrator. Does nothing where
 * they are there already, so it runs at every start.
 * @returns a one-time link for the first administrator, to be shown to whoever starts the system; null when none is needed
 */
export async function prepareHouse(platform: Platform): Promise<string | null> {
  await inTransaction(platform.db, async (tx) => {
    await seedUnits(tx, platform.clock.now());
    await seedTemplates(tx, platform.clock.now());
  });
  await fillSignerRegisters(platform);
  await askForEveryProgramme(platform);
  // A demo brings people of its own.
  return platform.house.folder === 'demo' ? null : firstAdministrator(platform);
}
