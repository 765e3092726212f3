import type { SameShape } from './shape.ts';
import type { partsVi } from './vi-parts.ts';

/** English of the parts of the desk that are made elsewhere than in words. */
export const partsEn: SameShape<typeof partsVi> = {
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
