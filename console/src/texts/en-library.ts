import type { SameShape } from './shape.ts';
import type { libraryVi } from './vi-library.ts';

/** English of the library of music. */
export const libraryEn: SameShape<typeof libraryVi> = {
  library: {
    title: 'Music library',
    empty: 'The library is empty',
    emptyHelp:
      'Put in chimes, cuts and songs that the unit may broadcast. For each it is said whose it is and why it may be used.',
    unit: 'Area',
    kinds: { chime: 'Chime', cut: 'Cut', song: 'Song' },
    kind: 'Kind',
    add: 'Add music',
    name: 'Name of the piece',
    owner: 'Owner',
    ownerHelp: 'Composer, singer, publisher, or the unit that made it.',
    licence: 'Licence',
    licenceHelp: 'Why it may be broadcast: own work; written permission no. …; an open licence such as CC0.',
    file: 'Choose a sound file',
    chosen: 'File: {{name}}',
    send: 'Put into the library',
    sent: '“{{title}}” was received. It is being brought to one loudness and can be used after that.',
    missing: 'Choose a file and give name, owner and licence.',
    rights: 'By {{owner}}. Licence: {{licence}}.',
    from: '{{unit}}; added by {{author}} {{when}}',
    making: 'The sound is being made…',
    retire: 'Take out',
    retireOf: 'Take “{{title}}” out of the library',
    retireHelp: 'Hold the button. Editions that are approved play as approved; new ones cannot take it any more.',
    noneOfKind: 'The library has none of this kind yet.',
    open: 'Open the music library',
  },
};
