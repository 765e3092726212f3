/** The part of eSpeak NG's WebAssembly build that we use; the package brings no types. */
declare module '@echogarden/espeak-ng-emscripten' {
  export interface EspeakWorker {
    /** 0 when the voice exists, 2 when it does not (no exception). */
    set_voice(name: string, language: string): number;
    set_rate(wordsPerMinute: number): void;
    get_samplerate(): number;
    /** Calls back with 16-bit samples and events as they are made; returning true ends the synthesis. */
    synthesize(
      text: string,
      callback: (samples: Int16Array | null, events: readonly { readonly text_position: number }[]) => boolean,
    ): void;
  }
  export interface EspeakModule {
    readonly eSpeakNGWorker: new () => EspeakWorker;
  }
  const load: () => Promise<EspeakModule>;
  export default load;
}
