/** What is known of an order in one village; null: it is not made yet. */
export type VillageWords = {
  state: 'standing' | 'stopped' | 'recalled' | 'refused';
  /** Somebody stopped it there. */
  stopped: boolean;
  /** A loudspeaker of the village said it to its end; has begun it. */
  heard: boolean;
  begun: boolean;
  /** No slot of it is open or to come. */
  over: boolean;
} | null;

/** What became of an order in one village, by its loudspeakers: what was heard to its end stays heard, whoever stops it later. */
export function fateOf(words: VillageWords): 'planned' | 'playing' | 'heard' | 'stopped' | 'unheard' {
  if (words === null) return 'planned';
  if (words.heard) return 'heard';
  if (words.stopped || words.state === 'stopped' || words.state === 'recalled') return 'stopped';
  if (words.over || words.state === 'refused') return 'unheard';
  return words.begun ? 'playing' : 'planned';
}
