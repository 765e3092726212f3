import type { SameShape } from './shape.ts';
import type { shareVi } from './vi-share.ts';

/** English of sharing, and of what people will hear this evening. */
export const shareEn: SameShape<typeof shareVi> = {
  share: {
    button: 'Share to Zalo',
    title: 'Share this bulletin',
    send: 'Share by this phone',
    words: 'Words to share',
    link: 'Short address',
    sound: 'Download the sound (MP3)',
    card: 'Download the picture',
    noSheet:
      'This computer has no share sheet. Copy the words, download sound and picture, and send them to the Zalo group.',
    listen: 'Listen and read: {{link}}',
    failed: 'The sound file could not be fetched. Words and address can still be shared.',
  },
  evening: {
    title: 'What people will hear',
    lead: 'From now until the end of today in {{unit}}.',
    all: 'Hear all of it',
    stop: 'Stop listening',
    play: 'Hear {{title}}',
    relay: 'Relay',
    noSound: 'cannot be heard in advance',
  },
};
