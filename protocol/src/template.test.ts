import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Blank, TemplateContent } from './http/templates.ts';
import { blankFaults, fillTemplate, previewTemplate, readBlank, templateFault } from './template.ts';

const blank = (kind: Blank['kind'], name = 'cho', choices: string[] = []): Blank => ({
  name,
  label: `Hỏi ${name}?`,
  kind,
  choices,
});

const MEETING = TemplateContent.parse({
  v: 1,
  name: 'Mời họp thôn',
  title: 'Mời họp {thon}',
  text: 'Mời đại diện các hộ {thon} họp hồi {gio} ngày {ngay} tại nhà văn hóa thôn.',
  blanks: [blank('place', 'thon'), blank('hour', 'gio'), blank('date', 'ngay')],
  ends: { date: 'ngay', hour: 'gio' },
});

describe('a blank', () => {
  it.each([
    ['hour', '19:30', '19 giờ 30'],
    ['hour', '07:00', '7 giờ'],
    ['date', '2026-11-25', '25/11/2026'],
    ['number', '007', '7'],
    ['phone', '0912.345.678', '0912 345 678'],
    ['person', ' Nguyễn  Văn Mẫu ', 'Nguyễn Văn Mẫu'],
    ['place', 'khu đồi Nà Mẫu, gần suối', 'khu đồi Nà Mẫu, gần suối'],
    ['text', 'trâu đực đen, sừng cong', 'trâu đực đen, sừng cong'],
  ] as const)('%s takes %s as "%s"', (kind, given, text) => {
    expect(readBlank(blank(kind), given)).toEqual({ text });
  });

  it.each([
    ['text', '', 'missing'],
    ['text', 'trâu. Bà con chú ý', 'sign'],
    ['text', 'gọi 0912 345 678', 'digits'],
    ['place', 'xem http://lua-dao', 'sign'],
    ['text', 'một\nhai', 'sign'],
    ['text', '{khac}', 'sign'],
    ['person', 'Ông A 0912', 'sign'],
    ['number', '-3', 'number'],
    ['number', '3,5', 'number'],
    ['date', '2026-02-30', 'date'],
    ['date', '25/11/2026', 'date'],
    ['hour', '24:00', 'hour'],
    ['phone', '12345', 'phone'],
    ['choice', 'khác', 'choice'],
    ['text', 'a'.repeat(121), 'too-long'],
  ] as const)('%s refuses "%s": %s', (kind, given, fault) => {
    expect(readBlank(blank(kind, 'cho', ['điện', 'nước']), given)).toEqual({ fault });
  });

  it('never lets a value open a second sentence or name another blank', () => {
    const kinds = fc.constantFrom('text', 'place', 'person', 'number', 'date', 'hour', 'phone');
    fc.assert(
      fc.property(kinds, fc.string({ unit: 'binary', maxLength: 140 }), (kind, value) => {
        const read = readBlank(blank(kind), value);
        if ('text' in read) expect(read.text).not.toMatch(/[.!?;{}<>\n\r]/);
      }),
    );
  });
});

describe('a filled template', () => {
  const values = { thon: 'thôn Mẫu 1', gio: '19:30', ngay: '2026-11-25' };

  it('is its words with what was filled in, and ends by itself at the hour that it says', () => {
    expect(fillTemplate(MEETING, values)).toEqual({
      title: 'Mời họp thôn Mẫu 1',
      text: 'Mời đại diện các hộ thôn Mẫu 1 họp hồi 19 giờ 30 ngày 25/11/2026 tại nhà văn hóa thôn.',
      endsAt: Date.parse('2026-11-25T12:30:00.000Z'),
    });
  });

  it('without an hour ends with the day', () => {
    const allDay = { ...MEETING, ends: { date: 'ngay', hour: null } };
    expect(fillTemplate(allDay, values)?.endsAt).toBe(Date.parse('2026-11-25T17:00:00.000Z'));
  });

  it('is nothing while a blank is missing or wrong; the preview shows the question there', () => {
    const partly = { thon: 'thôn Mẫu 1', gio: 'tối' };
    expect(fillTemplate(MEETING, partly)).toBeNull();
    expect([...blankFaults(MEETING, partly)]).toEqual([
      ['gio', 'hour'],
      ['ngay', 'missing'],
    ]);
    expect(previewTemplate(MEETING, partly)).toContain('họp hồi [Hỏi gio?] ngày [Hỏi ngay?]');
  });
});

describe('a template', () => {
  it('is refused when its words and its blanks do not match', () => {
    expect(templateFault(MEETING)).toBeNull();
    expect(templateFault({ ...MEETING, text: 'Mời họp {cho}' })).toContain('{cho}');
    expect(templateFault({ ...MEETING, blanks: [...MEETING.blanks, blank('text', 'du')] })).toContain('{du}');
    expect(templateFault({ ...MEETING, blanks: [...MEETING.blanks, blank('hour', 'gio')] })).toContain('hai chỗ trống');
    expect(templateFault({ ...MEETING, ends: { date: 'gio', hour: null } })).toContain('ends');
  });
});
