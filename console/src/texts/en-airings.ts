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
    full: 'No room left at {{when}}: {{names}}.',
    noSlot: 'No session at {{when}}: {{names}}.',
    later_one: 'This village is left out this time. Another session is looked for once this request is approved.',
    later_other:
      'These {{count}} villages are left out this time. Another session is looked for once this request is approved.',
    waiting: 'A request waits for approval.',
    open: 'Open the request',
    request:
      'Once more for villages that did not hear the session of {{when}}. Words and sound are those approved before.',
  },
  repeat: {
    title: 'Repeat in several sessions',
    count: 'Sessions',
    until: 'Until the end of',
    untilHelp: 'Empty: until there are as many sessions.',
    hours: 'At which hours',
    ends: 'The bulletin is over at {{when}}; no later session is taken.',
    made_one: '{{count}} session:',
    made_other: '{{count}} sessions:',
    none: 'There is no such session with room.',
    fewer_one: 'The timetable has only {{count}} such session left.',
    fewer_other: 'The timetable has only {{count}} such sessions left.',
    take_one: 'Take this session',
    take_other: 'Take these {{count}} sessions',
    chosen_one: '{{count}} session chosen',
    chosen_other: '{{count}} sessions chosen',
    drop: 'Leave out {{when}}',
  },
  playThrough: {
    title: 'Play through',
    help: 'For the national anthem: once it sounds no bulletin cuts it but an emergency. Stop still stops it.',
    asked: 'Played through: once it sounds only an emergency cuts it.',
  },
  turns: {
    title: 'Take turns',
    help_one: 'For candidates of an election: {{count}} bulletin changes places from session to session.',
    help_other:
      'For candidates of an election: {{count}} bulletins change places from session to session, each as often in each place.',
    endDay: 'Ends on',
    endHour: 'Ends at',
    sessions: 'Order of each session',
    faults: {
      'too-few': 'At least two bulletins are needed.',
      lengths: 'The bulletins differ by more than 3 seconds. Record them to one length.',
      sessions: 'Choose a number of sessions that {{count}} divides, so that each stands equally often in each place.',
    },
    which: 'This is order {{turn}} of {{turns}}. Time and place are equal once all {{turns}} are approved.',
    open: 'Open order {{turn}}, which waits',
  },
};
