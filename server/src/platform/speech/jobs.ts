/** What the parent asks of an eSpeak NG child. */
export interface SpeechJob {
  readonly text: string;
  /** eSpeak NG's name of the voice and its words per minute. */
  readonly voice: string;
  readonly rate: number;
  /** Absolute path of the WAV file to write (16 bits, mono). */
  readonly out: string;
  readonly longestMs: number;
}

/** What the parent asks of a sherpa-onnx child. */
export interface SherpaJob {
  readonly text: string;
  readonly files: VoiceFiles;
  /** Number of the speaker inside a model with several. */
  readonly speaker: number;
  /** 1 is the model's own pace, less is slower. */
  readonly speed: number;
  readonly out: string;
  readonly longestMs: number;
}

/** Absolute paths of a voice's model; an empty one is not there. */
export interface VoiceFiles {
  readonly model: string;
  readonly tokens: string;
  readonly lexicon: string;
  readonly dataDir: string;
}
