import type { SameShape } from './shape.ts';
import type { importVi } from './vi-import.ts';

/** English of taking text from files. */
export const importEn: SameShape<typeof importVi> = {
  import: {
    title: 'Text from a file',
    choose: 'Take from a file',
    take: 'Photograph a paper',
    help: 'docx, doc, pdf (scans too), photos; at most 30 MB. Letters of .VnTime and VNI are turned into Unicode.',
    sending: 'Sending the file…',
    waiting: 'Reading the file…',
    page: 'Reading page {{page}} of {{pages}}…',
    leave: 'The text will appear here. You can go on writing.',
    open: 'See the text',
    converted: 'The file was in old {{name}} letters, now turned into Unicode. Check names and capitals.',
    noListNumbers: 'Automatic numbers (1, 2, a, b…) of a .doc file are not in its text. Compare it with the original.',
    doubts: '{{count}} words to look at again',
    noDoubts: 'No words left to look at again.',
    doubt: 'Word to look at again',
    doubtHelp: 'Correct it where it is wrong, then press Enter for the next.',
    right: 'Right, next',
    skip: 'Skip',
    back: 'Previous word',
    pageOf: 'Page {{page}}',
    text: 'Text that was read',
    long: 'The file is longer than a bulletin can be: only the first 60,000 letters are taken.',
    use: 'Use this text',
    used: 'The text of the file is in the bulletin now.',
    undo: 'Bring back the text from before',
  },
};
