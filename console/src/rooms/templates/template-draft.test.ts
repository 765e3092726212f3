import { describe, expect, it } from 'vitest';
import { TemplateContent } from '@nguon/protocol/http/templates.ts';
import { blankNameOf, contentOf, EMPTY_TEMPLATE, withBlank } from './template-draft.ts';

describe('the name of a blank', () => {
  it.each([
    ['Chợ nào?', [], 'cho-nao'],
    ['Đến mấy giờ?', [], 'den-may-gio'],
    ['Chợ nào?', ['cho-nao', 'cho-nao-2'], 'cho-nao-3'],
    ['  ??? ', [], 'cho-trong'],
    ['15 ngày', [], 'ngay'],
    ['Một câu hỏi rất dài về việc này', [], 'mot-cau-hoi-rat-dai-ve-v'],
  ])('of %s beside %j is %s', (label, taken, name) => {
    expect(blankNameOf(label, taken)).toBe(name);
  });
});

describe('a blank put into words', () => {
  it.each([
    ['', 0, '{gio}'],
    ['Họp hồi', 7, 'Họp hồi {gio}'],
    ['Họp hồi .', 8, 'Họp hồi {gio}.'],
    ['Họp ở nhà', 4, 'Họp {gio} ở nhà'],
  ])('"%s" at %i: "%s"', (words, at, put) => {
    expect(withBlank(words, at, 'gio')).toBe(put);
  });
});

describe('what is sent', () => {
  const day = { name: 'ngay', label: 'Ngày nào?', kind: 'date' as const, choices: [] };
  const before = TemplateContent.parse({
    v: 1,
    name: 'Chợ',
    title: 'Chợ {ngay}',
    text: 'Chợ {ngay}',
    blanks: [day],
    ends: { date: 'ngay', hour: null },
    readings: 3,
  });

  it('keeps what the form does not show, and drops an end whose blank has gone', () => {
    const draft = { ...EMPTY_TEMPLATE, name: ' Chợ phiên ', title: 'Chợ', text: 'Chợ {ngay}', blanks: [day] };
    expect(contentOf(draft, before)).toMatchObject({ name: 'Chợ phiên', readings: 3, ends: { date: 'ngay' } });
    expect(contentOf({ ...draft, blanks: [] }, before).ends).toBeNull();
    expect(contentOf(draft, null)).toMatchObject({ v: 1, class: 'normal', times: 'next-slot', ends: null });
  });
});
