/** The part of sherpa-onnx's Node addon that we use; the package brings no types. */
declare module 'sherpa-onnx-node' {
  export interface OfflineTtsConfig {
    readonly model: {
      readonly vits: {
        readonly model: string;
        readonly tokens: string;
        readonly lexicon: string;
        readonly dataDir: string;
      };
      readonly numThreads: number;
      readonly debug: boolean;
      readonly provider: 'cpu';
    };
    readonly maxNumSentences: number;
  }
  export class OfflineTts {
    constructor(config: OfflineTtsConfig);
    readonly numSpeakers: number;
    readonly sampleRate: number;
    generate(request: { text: string; sid: number; speed: number }): { samples: Float32Array; sampleRate: number };
  }
}
