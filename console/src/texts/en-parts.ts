import type { SameShape } from './shape.ts';
import type { partsVi } from './vi-parts.ts';

/** English of the parts of the desk that are made elsewhere than in words. */
export const partsEn: SameShape<typeof partsVi> = {
  recorder: {
    paused: 'Paused at {{at}}',
    place: 'Sentence {{number}} of {{count}}',
    next: 'Next sentence',
    finish: 'Done',
    pause: 'Pause',
    resume: 'Go on',
    reread: 'Read this sentence again',
    levels: {
      quiet: 'A little quiet. Come closer to the microphone.',
      good: 'Loud enough.',
      loud: 'Too loud. Move away from the microphone a little.',
    },
    goOn: 'Go on from sentence {{number}}',
    more: 'Record another take',
    done: '{{count}} of {{of}} sentences, {{length}} long.',
    doneFree: 'Takes: {{count}}, {{length}} long.',
    free: 'Take {{number}}',
    unread: 'not read yet',
    cut: '{{at}}, cut in the middle: listen before you use it',
    hear: 'Hear sentence {{number}}',
    hush: 'Stop hearing sentence {{number}}',
    again: 'Read sentence {{number}} again',
    read: 'Read sentence {{number}}',
    hearAll: 'Hear all',
    hushAll: 'Stop hearing',
    missing: 'Not read: sentence {{list}}. Used now, they are left out.',
    spare: 'Takes that no longer go with the words: {{count}}. They are kept here in case the old words come back.',
    quieten: 'Reduce noise',
    quietenHelp: 'Lowers steady sounds such as traffic and fans. The voice stays.',
    unkept: 'This computer cannot keep the recording (full, or private browsing). Use it before you close the page.',
    sending: 'Sending sentence {{number}} of {{count}}…',
    sent: 'The recording is sent. If you read a sentence again, press Use this recording once more.',
    unsent:
      'Sent: {{count}} of {{of}}. The recording is whole on this computer; the rest is sent when there is a network.',
    dropAll: 'Drop the recording',
  },
  picture: {
    title: 'Picture',
    take: 'Take a photo',
    choose: 'Choose a picture',
    drop: 'Remove the picture',
    help: 'Shown on boards and on the page of the commune. Place and time in the file are removed.',
    sending: 'Sending the picture…',
    alternative: 'What does the picture show?',
    alternativeHelp: 'One sentence for whoever does not see it.',
    missing: 'words for the picture',
  },
};
