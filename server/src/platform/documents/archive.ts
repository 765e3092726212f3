import { buffer } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { JobRefusal } from '../children/serve.ts';

/** A ZIP file that was looked over before anything of it is unfolded. */
export interface Archive {
  has(name: string): boolean;
  /** A part as text, or null when there is none. Throws JobRefusal import-bomb, import-unreadable */
  read(name: string): Promise<string | null>;
}

const MB = 1_000_000;
/** A document of a thousand pages has parts of some ten megabytes of text; pictures are unfolded by nobody. */
const LIMITS = { entries: 5000, part: 32 * MB, all: 400 * MB, ratio: 250 };

/**
 * Opens a ZIP file, sums what its parts say they unfold to, and lends it to `use`. A part that unfolds to more than it says is refused
 * while it is read.
 * @throws JobRefusal import-bomb, import-unreadable
 */
export async function withArchive<T>(path: string, use: (archive: Archive) => Promise<T>): Promise<T> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(damaged);
  try {
    const entries = await readEntries(zip);
    return await use({
      has: (name) => entries.has(name),
      read: async (name) => {
        const entry = entries.get(name);
        return entry ? readPart(zip, entry) : null;
      },
    });
  } finally {
    zip.close();
  }
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > LIMITS.entries) throw new JobRefusal('import-bomb');
  const entries = new Map<string, Entry>();
  let all = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      all += entry.uncompressedSize;
      if (all > LIMITS.all) throw new JobRefusal('import-bomb');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof JobRefusal ? error : damaged(error);
  }
  return entries;
}

async function readPart(zip: ZipFile, entry: Entry): Promise<string> {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (size > LIMITS.part || (size > MB && size > packed * LIMITS.ratio)) throw new JobRefusal('import-bomb');
  if (entry.isEncrypted()) throw new JobRefusal('import-locked');
  const stream = await zip.openReadStreamPromise(entry).catch(damaged);
  const bytes = await buffer(stream).catch((error: unknown) => {
    // yauzl stops a part at the size that it gave itself.
    if (error instanceof Error && /too many bytes/i.test(error.message)) throw new JobRefusal('import-bomb');
    return damaged(error);
  });
  return new TextDecoder().decode(bytes);
}

function damaged(error: unknown): never {
  throw new JobRefusal('import-unreadable', {}, error instanceof Error ? error.message : String(error));
}
