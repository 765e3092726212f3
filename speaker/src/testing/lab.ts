import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProvinceStub } from '../../../test/system/province-stub.ts';
import type { AudioShelf } from '../audio.ts';
import { claimSpeaker } from '../claim.ts';
import type { SpeakerConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { type Running, runSpeaker } from '../run.ts';

/** A log that is kept for a test to read. */
export function keptLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (event: string, detail?: Readonly<Record<string, unknown>>): void => {
    lines.push(`${event} ${JSON.stringify(detail ?? {})}`);
  };
  return { lines, info: keep, warn: keep };
}

/** A sweep of 2 seconds, 300 to 1,500 Hz, mono, 24 kbit/s Opus. */
export function sweep(): Promise<Buffer> {
  return readFile(new URL('sweep.opus', import.meta.url));
}

/** Approved length of the sweep in milliseconds. */
export const SWEEP_MS = 2_000;

/** A province and speakers of it in folders that vanish with the lab. */
export class Lab {
  readonly province: ProvinceStub;
  readonly log = keptLog();
  restarts = 0;
  readonly #fatal: unknown[] = [];
  readonly #root: string;
  readonly #running = new Set<Running>();

  private constructor(province: ProvinceStub, root: string) {
    this.province = province;
    this.#root = root;
  }

  static async open(): Promise<Lab> {
    return new Lab(await ProvinceStub.open(), await mkdtemp(join(tmpdir(), 'nguon-lab-')));
  }

  /** Settings of a speaker in a folder of this lab. */
  config(name: string, over: Partial<SpeakerConfig> = {}): SpeakerConfig {
    const plain = { audio: 'silent', hasRtc: false, mpvPath: 'mpv', audioDevice: null, refreshMs: 600_000 } as const;
    return { ...plain, fleet: null, serial: name, dir: join(this.#root, name), ...over };
  }

  /** Claims a folder; the device's identity. */
  async claim(name: string): Promise<string> {
    const options = { serial: name, again: false, at: new Date().toISOString() };
    return (await claimSpeaker(this.config(name).dir, await this.province.claimString(), options)).device;
  }

  /** Runs the speaker of a claimed folder until the lab closes or somebody closes it. */
  async run(name: string, over: Partial<SpeakerConfig> = {}, shelf: AudioShelf | null = null): Promise<Running> {
    const running = await runSpeaker(this.config(name, over), shelf, this.log, {
      onRestart: () => (this.restarts += 1),
      onFatal: (error) => this.#fatal.push(error),
    });
    this.#running.add(running);
    return { speaker: running.speaker, close: () => this.#end(running) };
  }

  /** Ends everything. Rejects when a speaker met something fatal, or told a receipt again that was acknowledged. */
  async close(): Promise<void> {
    for (const running of this.#running) await this.#end(running);
    await this.province.stop();
    await rm(this.#root, { recursive: true, force: true });
    if (this.#fatal.length > 0) throw new AggregateError(this.#fatal, 'a speaker could not go on');
    if (this.province.doubles > 0) throw new Error(`${this.province.doubles} receipts were told twice`);
  }

  async #end(running: Running): Promise<void> {
    this.#running.delete(running);
    await running.close();
  }
}
