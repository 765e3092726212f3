import { Draft } from './draft.ts';
import { dropTakes } from './kept-takes.ts';

/**
 * Drafts and recordings on this computer, per person: a shared station PC shows nobody another's words. Text goes into
 * localStorage, sound into IndexedDB (kept-takes.ts). Nothing here throws: a full or closed store only means that nothing is kept.
 */
export interface DraftKey {
  user: string;
  /** Bulletin id, or "new". */
  of: string;
}

/** The name under which a draft and its takes are kept. */
export function nameOf({ user, of }: DraftKey): string {
  return `nguon.draft.${user}.${of}`;
}

/** The draft kept under a key, or null. */
export function readKept(key: DraftKey): Draft | null {
  const text = localStorage.getItem(nameOf(key));
  if (text === null) return null;
  try {
    return Draft.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Keeps a draft; says whether it is really kept. */
export function keep(key: DraftKey, draft: Draft): boolean {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a draft and its recording. */
export async function forget(key: DraftKey): Promise<void> {
  localStorage.removeItem(nameOf(key));
  await dropTakes(nameOf(key));
}
