/** Something that can sound: a file on disk, or a stream of another station. */
export type Source = { kind: 'file'; path: string } | { kind: 'stream'; url: string };

/** How a sound ended. `detail` is for technicians. */
export interface Ending {
  how: 'finished' | 'stopped' | 'failed';
  playedMs: number;
  detail: string | null;
}

/** One sound under way. */
export interface Sounding {
  /** Resolves once, never rejects. */
  readonly ended: Promise<Ending>;
  /** Sound really produced so far, in milliseconds. */
  positionMs(): number;
  /** Silences at once; resolves when it is silent. */
  stop(): Promise<void>;
}

/** What to play, from where, and what a recording of it is to be called. */
export interface PlayOrder {
  source: Source;
  fromMs: number;
  label: string;
}

/** Makes sound, one at a time. */
export interface Player {
  /** Starts a sound; `onSound` is called once, when it is really heard. */
  play(order: PlayOrder, onSound: () => void): Sounding;
  /** Percent of full loudness, from now on. */
  setVolume(percent: number): void;
  close(): Promise<void>;
}
