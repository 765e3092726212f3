import { mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { AudioShelf } from './audio.ts';
import { Backoff } from './backoff.ts';
import { claimSpeaker } from './claim.ts';
import { type SpeakerConfig, WrongSetting, readConfig } from './config.ts';
import { readText } from './disk.ts';
import { readIdentity } from './identity.ts';
import { type Log, lineLog, sentenceOf } from './log.ts';
import { type Running, runSpeaker } from './run.ts';

/**
 * The list of a fleet, at NGUON_SPEAKER_FLEET. It may appear, and grow, while the fleet runs. Paths are relative to the list's own folder.
 * Each speaker has its claim string here, or in a file that may appear later; one whose folder is claimed needs neither.
 */
const FleetList = z.strictObject({
  /** Sound files of all these speakers together. */
  audio: z.string().min(1).default('audio'),
  speakers: z
    .array(
      z.strictObject({
        dir: z.string().min(1),
        claim: z.string().optional(),
        claimFile: z.string().optional(),
        serial: z.string().min(1).max(100).optional(),
      }),
    )
    .max(500),
});
type Member = z.infer<typeof FleetList>['speakers'][number];

type FleetList = z.infer<typeof FleetList>;

const LOOK_MS = 1_000;

/** Light speakers of one process: each has its own folder, key and connection; sounds are fetched once for all. */
class Fleet {
  readonly #config: SpeakerConfig;
  readonly #listPath: string;
  readonly #log: Log;
  readonly #onFatal: () => void;
  readonly #running = new Map<string, Running>();
  readonly #known = new Set<string>();
  #shelf: AudioShelf | null = null;
  #closing = false;

  constructor(config: SpeakerConfig, listPath: string, log: Log, onFatal: () => void) {
    this.#config = config;
    this.#listPath = listPath;
    this.#log = log;
    this.#onFatal = onFatal;
  }

  /** Looks at the list and starts whoever is new. A list that is missing or half written is looked at again later. */
  async look(): Promise<void> {
    try {
      const text = await readText(this.#listPath);
      if (text === null || text.trim() === '') return;
      const list: FleetList = FleetList.parse(JSON.parse(text));
      this.#shelf ??= await AudioShelf.open(this.#place(list.audio));
      for (const member of list.speakers) void this.#bring(member, this.#shelf);
    } catch (error) {
      this.#log.warn('list-not-read', { why: sentenceOf(error) });
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#running.values()].map((one) => one.close()));
  }

  /** Where a path of the list leads. */
  #place(path: string): string {
    return isAbsolute(path) ? path : join(dirname(this.#listPath), path);
  }

  /** Brings one member to life, however long it takes until it is claimed. */
  async #bring(member: Member, shelf: AudioShelf): Promise<void> {
    const dir = this.#place(member.dir);
    if (this.#known.has(dir)) return;
    this.#known.add(dir);
    try {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await this.#untilClaimed(dir, member);
      if (!this.#closing) await this.#run(dir, shelf);
    } catch (error) {
      this.#log.warn('not-started', { dir, why: sentenceOf(error) });
    }
  }

  async #run(dir: string, shelf: AudioShelf): Promise<void> {
    const running = await runSpeaker({ ...this.#config, dir }, shelf, lineLog(basename(dir)), {
      onRestart: () => void this.#again(dir, shelf),
      onFatal: (error) => {
        if (!this.#closing) this.#log.warn('cannot-go-on', { dir, why: sentenceOf(error) });
        this.#onFatal();
      },
    });
    this.#running.set(dir, running);
  }

  /** A restart of one member is a new life of it alone. */
  async #again(dir: string, shelf: AudioShelf): Promise<void> {
    await this.#running.get(dir)?.close();
    this.#running.delete(dir);
    if (!this.#closing) await this.#run(dir, shelf);
  }

  /** Waits until a member is claimed, claiming it when its claim string is there. */
  async #untilClaimed(dir: string, member: Member): Promise<void> {
    const backoff = new Backoff(1_000, 30_000);
    while (!this.#closing && (await readIdentity(dir)) === null) {
      const claim = member.claim ?? (member.claimFile ? await readText(this.#place(member.claimFile)) : null);
      if (claim && (await this.#claim(dir, claim, member.serial ?? basename(dir)))) return;
      await setTimeout(LOOK_MS + (claim ? backoff.next() : 0));
    }
  }

  async #claim(dir: string, claim: string, serial: string): Promise<boolean> {
    try {
      await claimSpeaker(dir, claim, { serial, again: false, at: new Date().toISOString() });
      return true;
    } catch (error) {
      this.#log.warn('not-claimed', { dir, why: sentenceOf(error) });
      return false;
    }
  }
}

/** Runs until a signal or a failure that cannot be mended. */
async function main(): Promise<number> {
  const config = readConfig();
  if (config.fleet === null) throw new WrongSetting('NGUON_SPEAKER_FLEET: expected the path of the list of speakers');
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const fleet = new Fleet(config, config.fleet, lineLog('fleet'), () => end(1));
  process
    .once('SIGINT', () => end(0))
    .once('SIGTERM', () => end(0))
    .once('disconnect', () => end(0));
  // Started by a supervisor: gone with it, and ready as soon as the list is being looked at.
  process.once('disconnect', () => end(0));
  process.channel?.unref();
  await fleet.look();
  process.stdout.write(`${JSON.stringify({ ready: true, url: '' })}\n`);
  const looking = setInterval(() => void fleet.look(), LOOK_MS);
  const code = await ended;
  clearInterval(looking);
  await fleet.close();
  return code;
}

try {
  // Members that still wait for their claim would hold the process.
  process.exit(await main());
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(2);
}
