/** What the parent asks of a speech child. */
export interface SpeechJob {
  readonly text: string;
  /** eSpeak NG's name of the voice and its words per minute. */
  readonly voice: string;
  readonly rate: number;
  /** Absolute path of the WAV file to write (16 bits, mono). */
  readonly out: string;
  readonly longestMs: number;
}

export interface SpeechResult {
  readonly sampleRate: number;
  readonly durationMs: number;
}
