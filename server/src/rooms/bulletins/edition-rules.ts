import type { PartKind } from '@nguon/protocol/request.ts';
import type { BulletinState, EditionPart } from './rules.ts';

/**
 * Whether a part is music, not words. Music comes from the library alone, which knows whose it is and why it may be broadcast, and is then
 * asked neither for a text nor for a confirmation of meaning: a bulletin in its place would go round all three.
 */
export function isMusic(kind: PartKind): boolean {
  return kind === 'chime' || kind === 'music';
}

/** Why a part is no longer what was put in; null when it is. */
export type Outdated = 'revised' | 'recalled' | 'gone';

/** How a part's bulletin stands now. */
export interface Standing {
  revision: string;
  state: BulletinState;
  withdrawn: boolean;
}

/**
 * Why a bulletin can no longer be said as it was at a revision.
 * @param standing how it stands now; undefined when there is none
 */
export function whyOutdated(revision: string, standing: Standing | undefined): Outdated | null {
  if (standing === undefined || standing.withdrawn) return 'gone';
  if (standing.state === 'recalled') return 'recalled';
  return standing.revision === revision ? null : 'revised';
}

/**
 * Whether a part goes into the copy of its edition for another day. Chime, greeting, music and closing do as long as they can be said; a
 * bulletin only while nothing has ordered it, for an edition that was broadcast has said its news.
 * @param inLibrary items of the library that may still be used
 */
export function carriesOver(
  part: Pick<EditionPart, 'kind' | 'bulletin' | 'item'>,
  standing: Standing | undefined,
  inLibrary: Pick<ReadonlyMap<string, unknown>, 'has'>,
): boolean {
  if (part.bulletin === null) return part.item !== null && inLibrary.has(part.item);
  if (isMusic(part.kind)) return false;
  const why = whyOutdated(part.bulletin.revision, standing);
  if (why === 'gone' || why === 'recalled' || standing === undefined) return false;
  return part.kind !== 'bulletin' || ['draft', 'submitted', 'returned'].includes(standing.state);
}
