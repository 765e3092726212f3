import { DeviceCommand } from '@nguon/protocol/device.ts';
import { RefusedDocument, TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import { trustedKeys } from './identity.ts';
import type { Memory } from './memory.ts';

/** What a command can do on this page; each returns null, or why it was not done. */
export interface Actions {
  setVolume(percent: number): Promise<string | null>;
  testTone(durationMs: number): Promise<string | null>;
  restart(): Promise<string | null>;
}

/** Refusals recorded in one life: a flood of forged commands must not fill the disk. */
const MOST_REFUSALS_TOLD = 200;

/** Obeys signed commands to this very device: once each, between their two instants, by a trusted clock. */
export class Commands {
  readonly #memory: Memory;
  readonly #actions: Actions;
  readonly #busy = new Set<string>();
  #told = 0;

  constructor(memory: Memory, actions: Actions) {
    this.#memory = memory;
    this.#actions = actions;
  }

  /** Takes a command as it came. A second copy is passed over; anything wrong is refused and recorded. */
  async take(jws: string): Promise<void> {
    try {
      const command = await this.#verify(jws);
      const { ledger } = this.#memory;
      if (ledger.commands.has(command.id) || this.#busy.has(command.id)) return;
      this.#busy.add(command.id);
      await ledger.write({ command: command.id });
      const refusal = await this.#do(command.action);
      if (refusal !== null) throw new RefusedDocument(`${command.action.kind}: ${refusal}`);
    } catch (error) {
      if (!(error instanceof RefusedDocument)) throw error;
      this.#told += 1;
      const detail = `command: ${error.reason}`.slice(0, 500);
      if (this.#told <= MOST_REFUSALS_TOLD)
        await this.#memory.note({ kind: 'refused-document', order: null, reason: null, detail });
    }
  }

  async #verify(jws: string): Promise<DeviceCommand> {
    const { clock, identity } = this.#memory;
    const keys = trustedKeys(identity.assignment, 'command');
    const command = await verifyDocument(jws, { type: TYPES.command, schema: DeviceCommand, keys });
    if (command.device !== identity.device) throw new RefusedDocument('other-device');
    if (!clock.trusted) throw new RefusedDocument('untrusted-clock');
    const now = clock.now();
    if (now < Date.parse(command.notBefore) || now > Date.parse(command.notAfter))
      throw new RefusedDocument('outside-its-time');
    return command;
  }

  #do(action: DeviceCommand['action']): Promise<string | null> {
    switch (action.kind) {
      case 'volume':
        return this.#actions.setVolume(action.percent);
      case 'test-tone':
        return this.#actions.testTone(action.durationMs);
      case 'restart':
        return this.#actions.restart();
    }
  }
}
