import { accountsEn } from './en-accounts.ts';
import { airingsEn } from './en-airings.ts';
import { noticesEn } from './en-notices.ts';
import { booksEn } from './en-books.ts';
import { correctionEn } from './en-correction.ts';
import { deskEn } from './en-desk.ts';
import { editionsEn } from './en-editions.ts';
import { houseEn } from './en-house.ts';
import { privacyEn } from './en-privacy.ts';
import { tonguesEn } from './en-tongues.ts';
import { countdownEn } from './en-countdown.ts';
import { shareEn } from './en-share.ts';
import { importEn } from './en-import.ts';
import { libraryEn } from './en-library.ts';
import { partsEn } from './en-parts.ts';
import { phonesEn } from './en-phones.ts';
import { speechEn } from './en-speech.ts';
import { standingEn } from './en-standing.ts';
import type { SameShape } from './shape.ts';
import type { vi } from './vi.ts';

/** The screens in English, for whoever looks after the system from outside. */
export const en: SameShape<typeof vi> = {
  product: 'Nguồn',
  tagline: 'Grassroots information system',
  shell: {
    skip: 'To the main content',
    menu: 'Open the menu',
    menuTitle: 'Menu',
    mainMenu: 'Main menu',
    demo: 'Model province - illustrative data',
    test: 'Test folder',
    mapDate: 'areas as of {{date}}',
    clockMoved: 'clock {{offset}} ({{now}})',
    provinceClock: "The province's time",
    signOut: 'Sign out',
    light: 'Light',
    dark: 'Dark',
    tongue: 'Tiếng Việt',
    offline: 'No network. You can go on writing; the draft is kept on this computer.',
  },
  nav: {
    inbox: 'To do',
    compose: 'Write a bulletin',
    bulletins: 'Bulletins',
    timetable: 'Timetable',
    books: 'Books',
    voices: 'Voices',
    readings: 'Readings',
    devices: 'Devices',
    units: 'Areas',
    people: 'People',
    audit: 'Audit log',
    account: 'My account',
  },
  roles: {
    administrator: 'Administrator',
    'department-editor': 'Department editor',
    'editorial-board': 'Provincial editorial board',
    'commune-officer': 'Commune officer',
    'commune-leader': 'Commune leader',
    technician: 'Technician',
    viewer: 'Viewer',
    'village-head': 'Village head',
  },
  act: {
    again: 'Try again',
    reload: 'Reload the page',
    close: 'Close',
    remove: 'Remove',
    copy: 'Copy',
    copied: 'Copied',
    more: 'Show more',
  },
  state: {
    loading: 'Opening…',
    notFound: 'There is no such page',
    notFoundHelp: 'The address is old or mistyped.',
    home: 'To what is to do',
    broken: 'This screen failed. Your draft is kept.',
  },
  clock: { hour: 'hour', minute: 'minute', hourOf: '{{hour}} h' },
  hold: {
    hint: 'Hold for one second',
    short: 'Less than a second. Hold longer, or press the button beside.',
    press: 'Cannot hold? Press to confirm: {{what}}',
  },
  player: {
    play: 'Listen',
    pause: 'Pause',
    position: 'Position',
    positionText: '{{at}} of {{total}}',
    heard: '{{heard}} of {{total}} seconds heard',
    failed: 'The sound cannot be played. Check the network and your loudspeaker, then press Listen again.',
    length: '{{length}} long',
  },
  places: {
    find: 'Find a village or commune (no tone marks needed)',
    openTree: 'Look inside {{name}}',
    closeTree: 'Close {{name}}',
    none: 'No such area. Try a part of the name.',
    noVillages: 'No villages in the list yet.',
    chosen: 'Chosen',
    drop: 'Drop {{name}}',
    covered: 'already in the area above',
    choose: 'Choose an area',
    change: 'Another area',
  },
  classes: { normal: 'Normal', priority: 'Priority', emergency: 'Emergency' },
  bulletinStates: {
    draft: 'Draft',
    submitted: 'Waiting for approval',
    returned: 'Returned',
    ordered: 'Scheduled',
    recalled: 'Recalled',
    expired: 'Expired',
  },
  requestStates: {
    waiting: 'Waiting for approval',
    approved: 'Approved',
    returned: 'Returned',
    withdrawn: 'Withdrawn',
    expired: 'Too late',
  },
  genres: { news: 'News', article: 'Article', report: 'Report', notice: 'Notice', song: 'Song' },
  origins: { own: 'Our own', collected: 'Collected', 'from-above': 'Sent from above', contributor: 'Contributor' },
  parts: { author: 'Author', editor: 'Editor', translator: 'Translator', reader: 'Reader', technician: 'Technician' },
  ...deskEn,
  ...standingEn,
  ...houseEn,
  ...privacyEn,
  ...tonguesEn,
  ...shareEn,
  ...countdownEn,
  ...accountsEn,
  ...importEn,
  ...partsEn,
  ...editionsEn,
  ...libraryEn,
  ...airingsEn,
  ...noticesEn,
  ...correctionEn,
  ...booksEn,
  ...phonesEn,
  ...speechEn,
};
