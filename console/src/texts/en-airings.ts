import type { SameShape } from './shape.ts';
import type { airingsVi } from './vi-airings.ts';

/** English of making up, repeating and playing through. */
export const airingsEn: SameShape<typeof airingsVi> = {
  missed: {
    title: 'Villages that did not hear',
    villages_one: 'Name {{count}} village',
    villages_other: 'Name {{count}} villages',
    ask: 'Broadcast again at {{when}}',
    askHelp: 'Only in the villages that did not hear, and only once approved. Nothing plays again unless you press.',
    waiting: 'A request waits for approval.',
    open: 'Open the request',
    request:
      'Once more for villages that did not hear the session of {{when}}. Words and sound are those approved before.',
  },
};
