import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { VoiceFiles } from './jobs.ts';
import type { Voice } from './voices.ts';

/** What an operator writes beside a model. */
const VoiceFacts = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: z.string().trim().min(1).max(80),
  language: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/),
  /** Said on the screen: several good Vietnamese voices may not be used by a public body. */
  licence: z.string().trim().min(1).max(120),
  engine: z.literal('sherpa-onnx-vits'),
  speaker: z.int().min(0).max(9999).default(0),
  speed: z.number().min(0.5).max(2).default(1),
});

/** A voice whose model lies in a folder. */
export interface FolderVoice extends Voice {
  readonly files: VoiceFiles;
  readonly speaker: number;
  readonly speed: number;
}

/** A folder that holds no usable voice, and what it lacks. */
export interface FolderProblem {
  readonly folder: string;
  readonly reason: string;
}

/**
 * Voices of a folder: one folder for each, with `model.onnx`, `tokens.txt`, `voice.json`, and `lexicon.txt` or `espeak-ng-data/`. Nothing is
 * loaded; whether the model is one, the engine finds out in a child of its own.
 */
export async function readVoiceFolders(dir: string): Promise<{ voices: FolderVoice[]; problems: FolderProblem[] }> {
  const [voices, problems]: [FolderVoice[], FolderProblem[]] = [[], []];
  const names = await readdir(dir).catch((error: Error) => {
    problems.push({ folder: dir, reason: error.message });
    return [];
  });
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const folder = join(dir, name);
    if (name.startsWith('.') || (await kindOf(folder)) !== 'folder') continue;
    try {
      const voice = await readVoice(folder);
      if (voices.some(({ id }) => id === voice.id)) throw new Error(`id ${voice.id} đã có / is taken`);
      voices.push(voice);
    } catch (error) {
      problems.push({ folder, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { voices, problems };
}

async function readVoice(folder: string): Promise<FolderVoice> {
  const facts = VoiceFacts.safeParse(JSON.parse(await readFile(join(folder, 'voice.json'), 'utf8')));
  if (!facts.success)
    throw new Error(`voice.json: ${facts.error.issues[0]?.path.join('.')}: ${facts.error.issues[0]?.message}`);
  const { id, speaker, speed, name, language, licence } = facts.data;
  const there = async (file: string, kind: 'file' | 'folder'): Promise<string> =>
    (await kindOf(join(folder, file))) === kind ? join(folder, file) : '';
  const files = {
    model: await there('model.onnx', 'file'),
    tokens: await there('tokens.txt', 'file'),
    lexicon: await there('lexicon.txt', 'file'),
    dataDir: await there('espeak-ng-data', 'folder'),
  };
  if (files.model === '') throw new Error('thiếu / lacks model.onnx');
  if (files.tokens === '') throw new Error('thiếu / lacks tokens.txt');
  if (files.lexicon === '' && files.dataDir === '') throw new Error('thiếu / lacks lexicon.txt, espeak-ng-data');
  return { id: `onnx-${id}`, name, engine: 'sherpa-onnx', language, licence, files, speaker, speed };
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) return null;
  return facts.isDirectory() ? 'folder' : 'file';
}
