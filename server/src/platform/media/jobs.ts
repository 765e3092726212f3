/** What the parent asks of a media child, and what comes back. Paths are absolute; lengths are in milliseconds. */
export type MediaJob =
  | { readonly kind: 'probe'; readonly path: string; readonly longestMs: number }
  | {
      readonly kind: 'level';
      readonly path: string;
      readonly out: string;
      readonly longestMs: number;
      /** Added to the gain that the survey asks for, in dB: what a first try was off by. */
      readonly correctionDb: number;
      /** The limiter's ceiling, linear. */
      readonly ceiling: number;
      /** Whether steady noise is taken out first. */
      readonly noiseReduction: boolean;
    }
  | { readonly kind: 'join'; readonly paths: readonly string[]; readonly out: string; readonly longestMs: number }
  | { readonly kind: 'encode'; readonly path: string; readonly out: string; readonly recipe: 'opus' | 'mp3' }
  | { readonly kind: 'peaks'; readonly path: string; readonly count: number; readonly longestMs: number };

export interface ProbeResult {
  readonly container: string;
  readonly codec: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** By the file's own header; undefined when it has none. */
  readonly durationMs: number | undefined;
}

export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
}

export interface LevelResult extends FileFacts {
  readonly durationMs: number;
}

export interface EncodeResult extends FileFacts {
  readonly durationMs: number;
  readonly integratedLufs: number;
  readonly truePeakDbtp: number;
}
