/** How fast a voice speaks; the words of the protocol's SpeechBody. */
export type Pace = 'slow' | 'normal';

/** A voice that a person can choose. */
export interface Voice {
  readonly id: string;
  /** What screens show. */
  readonly name: string;
}

/** Every engine's default: eSpeak NG's northern Vietnamese, bundled, always there. */
export const DEFAULT_VOICE = 'espeak-vi-north';

interface EspeakVoice extends Voice {
  /** eSpeak NG's own name of the voice. */
  readonly espeak: string;
}

export const ESPEAK_VOICES: readonly EspeakVoice[] = [
  { id: DEFAULT_VOICE, name: 'giọng máy dự phòng (miền Bắc)', espeak: 'vi' },
  { id: 'espeak-vi-central', name: 'giọng máy dự phòng (miền Trung)', espeak: 'vi-vn-x-central' },
  { id: 'espeak-vi-south', name: 'giọng máy dự phòng (miền Nam)', espeak: 'vi-vn-x-south' },
];

/** eSpeak NG's words per minute: 3.6 and 3.1 syllables a second, measured; village announcers read at 3 to 4. */
export const ESPEAK_RATES: Readonly<Record<Pace, number>> = { normal: 150, slow: 130 };
