import type { countdownVi } from './vi-countdown.ts';
import type { SameShape } from './shape.ts';

/** English of the countdown. */
export const countdownEn: SameShape<typeof countdownVi> = {
  countdown: {
    title: '{{left}} to make the {{slot}} slot',
    late: 'Too late for the {{slot}} slot',
    lateWaiting:
      'Approved now it plays late in its slot, if there is room. Or withdraw it and choose Play now or a later slot.',
    before: 'before {{at}}',
    ways: {
      submit: 'Submit now; the approver hears and approves on screen',
      link: 'Ask by a link through Zalo',
      code: 'Ask by an SMS code; the approver reads out six digits',
      template: 'Use a template and fill the blanks only',
      now: 'Play now, without waiting for a slot',
      next: 'Choose a later slot: {{when}}',
    },
  },
};
