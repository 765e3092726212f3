import { DeviceCommand } from '@nguon/protocol/device.ts';
import { RefusedDocument, TYPES, verifyDocument } from '@nguon/protocol/verify.ts';
import type { DeviceClock } from './clock.ts';
import { type Identity, trustedKeys } from './identity.ts';
import type { Ledger, Note } from './ledger.ts';
import type { Log } from './log.ts';

/** What a command can do here. Each returns null, or why it was not done. */
export interface Actions {
  setVolume(percent: number): Promise<string | null>;
  testTone(durationMs: number): Promise<string | null>;
  restart(): Promise<string | null>;
}

/** Refusals recorded in one life: a flood of forged commands must not fill the disk. */
const MOST_REFUSALS_TOLD = 200;

/** Obeys signed commands to this very device: once each, between their two instants, by a trusted clock. */
export class Commands {
  readonly #identity: () => Identity;
  readonly #clock: Pick<DeviceClock, 'now' | 'trusted'>;
  readonly #ledger: Pick<Ledger, 'commands' | 'write'>;
  readonly #actions: Actions;
  readonly #note: (note: Note) => Promise<void>;
  readonly #log: Log;
  readonly #busy = new Set<string>();
  #told = 0;

  constructor(parts: {
    identity: () => Identity;
    clock: Pick<DeviceClock, 'now' | 'trusted'>;
    ledger: Pick<Ledger, 'commands' | 'write'>;
    actions: Actions;
    note: (note: Note) => Promise<void>;
    log: Log;
  }) {
    this.#identity = parts.identity;
    this.#clock = parts.clock;
    this.#ledger = parts.ledger;
    this.#actions = parts.actions;
    this.#note = parts.note;
    this.#log = parts.log;
  }

  /** Takes a command as it came. A second copy is passed over in silence; anything wrong is refused and recorded. */
  async take(jws: string): Promise<void> {
    try {
      const command = await this.#verify(jws);
      if (this.#ledger.commands.has(command.id) || this.#busy.has(command.id)) return;
      this.#busy.add(command.id);
      await this.#ledger.write({ command: command.id });
      this.#log.info('command', { id: command.id, kind: command.action.kind });
      const refusal = await this.#do(command.action);
      if (refusal !== null) throw new RefusedDocument(`${command.action.kind}: ${refusal}`);
    } catch (error) {
      if (!(error instanceof RefusedDocument)) throw error;
      this.#log.warn('command-refused', { why: error.reason });
      this.#told += 1;
      if (this.#told > MOST_REFUSALS_TOLD) return;
      await this.#note({
        kind: 'refused-document',
        order: null,
        reason: null,
        detail: `command: ${error.reason}`.slice(0, 500),
      });
    }
  }

  async #verify(jws: string): Promise<DeviceCommand> {
    const { assignment, device } = this.#identity();
    const keys = trustedKeys(assignment, 'command');
    const command = await verifyDocument(jws, { type: TYPES.command, schema: DeviceCommand, keys });
    if (command.device !== device) throw new RefusedDocument('other-device');
    if (!this.#clock.trusted) throw new RefusedDocument('untrusted-clock');
    const now = this.#clock.now();
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
