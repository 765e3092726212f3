/** How fast a voice speaks; the words of the protocol's SpeechBody. */
export type Pace = 'slow' | 'normal';

/** A machine voice that a person can choose. */
export interface Voice {
  readonly id: string;
  /** What screens show. */
  readonly name: string;
  readonly engine: 'espeak-ng' | 'sherpa-onnx' | 'http';
  /** BCP 47. */
  readonly language: string;
  /** Under which terms the voice may be used, as whoever brought it says. */
  readonly licence: string;
}

/** One text for an engine, and where its WAV file goes. */
export interface VoiceJob {
  readonly voice: string;
  readonly text: string;
  readonly pace: Pace;
  /** Absolute path of the WAV file to write. */
  readonly out: string;
  readonly longestMs: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What every kind of voice can do. */
export interface VoiceEngine {
  /** The voices that are there now; one that cannot be had is left out and written into the log. */
  voices(): Promise<Voice[]>;
  /** Reads one text into a WAV file. @throws ChildFailure, Problem */
  read(job: VoiceJob): Promise<SpeechResult>;
  /** Pids of the children now alive. */
  pids(): number[];
  stop(): Promise<void>;
}

export interface SpeechResult {
  readonly sampleRate: number;
  readonly durationMs: number;
}

/** What a unit uses that chose none: eSpeak NG's northern Vietnamese, bundled, always there. */
export const DEFAULT_VOICE = 'espeak-vi-north';
