import type { SameShape } from './shape.ts';
import type { privacyVi } from './vi-privacy.ts';

/** English of the privacy gate. */
export const privacyEn: SameShape<typeof privacyVi> = {
  privacy: {
    title: 'This tells of private people',
    lead: 'Loudspeakers, boards and pages bring this to everybody. Remove what is listed, use neutral words, or ask a second person to say why it goes out.',
    none: 'Nothing private was found.',
    parts: { title: 'Title', text: 'Text', picture: 'Words beside the picture', letters: 'Words in the picture' },
    reading: 'The words in the picture are being read for personal data. In a few seconds it can be submitted.',
    dropPicture: 'Drop this picture',
    neutral: 'Use neutral words',
    neutralTitle: 'Neutral words',
    before: 'As written',
    after: 'Neutral words',
    replace: 'Replace by this',
    second: 'Ask a second person',
    secondTitle: 'Ask a second person to say why',
    secondHelp:
      'Whoever wrote it cannot say so. Send this address to the leader or another officer of the area; they open the bulletin and say why it goes out all the same.',
    secondLink: 'Address of the bulletin',
    secondFirst: 'Save the draft first; the address of the bulletin will stand here.',
    justified: 'Goes out for the reason given by {{name}}, {{when}}',
    settled: 'Tells of private people; a second person said why.',
    reason: 'Why does it go out all the same?',
    reasonHelp: 'For example: the family agreed in writing on which day.',
    justify: 'Record the reason',
    open: 'Open the bulletin to record a reason',
  },
};
