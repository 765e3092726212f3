import type { SameShape } from './shape.ts';
import type { correctionVi } from './vi-correction.ts';

/** English of corrections. */
export const correctionEn: SameShape<typeof correctionVi> = {
  correction: {
    begin: 'Correct',
    beginHelp:
      'Hold the button: what is wrong leaves loudspeakers, boards and pages everywhere, and the correction is opened to put the words right. It is heard at least as often as the error, where the error was heard.',
    reason: 'What is wrong',
    of: 'Correction of',
    by: 'Corrected by',
    proposed_one: 'Proposed for {{count}} session: {{list}}.',
    proposed_other: 'Proposed for {{count}} sessions: {{list}}.',
    ordered: 'Ordered for {{count}} sessions.',
    tooFewSlots: 'The timetable of the next 30 days has {{count}} sessions left; {{needed}} are needed.',
    take: 'Take the sessions and places of the error',
    fewer: 'Why it is to be fewer',
    fewerHelp: 'Only where it is heard in fewer sessions or fewer places than the error. Whoever approves reads this.',
    asked: 'The correction is heard in {{asked}} of {{sessions}} sessions.',
    uncovered: '{{count}} places that heard the error will hear the correction less often.',
    why: 'Why it is fewer: {{reason}}',
  },
};
