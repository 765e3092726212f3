import { describe, expect, it } from 'vitest';
import { contentToSend, Draft, emptyDraft, isSaved, withContent } from './draft.ts';

const unit = '0197aaaa-0000-7000-8000-000000000001';
const fresh = emptyDraft(unit, 1_000);

describe('a draft on the desk', () => {
  it('takes its title from the text until somebody writes one', () => {
    const typed = withContent(fresh, { text: 'Mời họp thôn lúc 19 giờ 30. Mang theo sổ.' });
    expect(typed.content.title).toBe('Mời họp thôn lúc 19 giờ 30');
    const titled = withContent(typed, { title: 'Họp thôn Mẫu 1' });
    expect(withContent(titled, { text: 'Khác hẳn so với trước' }).content.title).toBe('Họp thôn Mẫu 1');
    const emptied = withContent(titled, { title: '' });
    expect(withContent(emptied, { text: 'Khác hẳn so với trước' }).content.title).toBe('Khác hẳn so với trước');
  });

  it('survives being kept as text, and refuses what is not a draft', () => {
    expect(Draft.parse(JSON.parse(JSON.stringify(fresh)))).toEqual(fresh);
    expect(Draft.safeParse({ v: 2 }).success).toBe(false);
  });

  it('sends nobody without a name', () => {
    const named = withContent(fresh, {
      contributors: [
        { part: 'reader', name: ' ' },
        { part: 'author', name: 'Mẫu' },
      ],
    });
    expect(contentToSend(named).contributors).toEqual([{ part: 'author', name: 'Mẫu' }]);
  });

  it('is not saved before the server knows it', () => {
    expect(isSaved(fresh, null)).toBe(false);
  });
});
