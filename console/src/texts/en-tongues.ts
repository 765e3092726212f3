import type { SameShape } from './shape.ts';
import type { tonguesVi } from './vi-tongues.ts';

/** English of versions in the minorities' languages. */
export const tonguesEn: SameShape<typeof tonguesVi> = {
  tongues: {
    title: 'Versions in minority languages',
    help: 'Recordings by somebody who speaks the language. Each needs a second person who listens and confirms what it says before it is approved.',
    which: 'Language',
    choose: 'Choose a recording',
    remove: 'Remove the version in {{language}}',
    heading: 'What it says in {{language}}',
    waits: 'Nobody else has confirmed yet what the version in {{language}} says.',
    ask: 'Ask somebody who speaks it, and neither wrote nor read it, to open this page and listen.',
    confirm: 'I understand {{language}}; it says what the Vietnamese text says',
    missing: 'hear all of it, then confirm',
    confirmed: '{{name}} has heard the version in {{language}} and confirmed what it says, {{when}}',
  },
};
