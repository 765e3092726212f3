import { LogBook, RoyaltyRates } from '@nguon/protocol/http/reports.ts';
import { at, COMMUNE, id } from './console-province.ts';

/** A line of the book as the server words it. */
const line = {
  key: `${id(200)}@1`,
  day: 'thứ Tư, 25/11/2026',
  hours: '17 giờ - 17 giờ 02',
  content: 'Phòng chống rét cho trâu bò',
  length: '1 phút 30 giây',
  source: 'Cấp trên gửi',
  language: 'tiếng Việt, tiếng Tày',
  readers: 'Lỗ Thị Mẫu',
  approvers: 'Nguyễn Văn Mẫu',
  speakers: '11/12 phát xong, 1 không phát',
  trouble: '1 cụm loa không phát: loa mất điện hoặc khởi động lại',
  entry: null,
};

/** sổ nhật ký of November in the recorded commune: lines by receipts, one of them a phát bù, and one by hand. */
export const book = LogBook.parse({
  unit: COMMUNE.id,
  unitName: COMMUNE.name,
  from: '2026-11-01',
  to: '2026-11-30',
  rows: [
    line,
    {
      ...line,
      key: `${id(201)}@1`,
      hours: '17 giờ 30 - 17 giờ 32',
      speakers: '1/1 phát xong',
      trouble: 'Phát bù buổi 17 giờ, thứ Tư, 25/11/2026',
    },
    {
      ...line,
      key: id(610),
      hours: '5 giờ - 5 giờ 30',
      content: 'Tiếp âm thời sự',
      length: '30 phút',
      source: 'Tiếp âm',
      language: '',
      readers: '',
      approvers: '',
      speakers: 'Đài FM xã',
      trouble: 'Ghi tay: Đài FM không gửi xác nhận',
      entry: {
        id: id(610),
        station: 'Đài FM xã',
        from: at('2026-11-25', 300),
        until: at('2026-11-25', 330),
        content: 'Tiếp âm thời sự',
        source: 'relay',
        language: null,
        reader: null,
        approver: null,
        reason: 'Đài FM không gửi xác nhận',
        corrects: null,
        cancels: false,
        authorName: 'Hoàng Thị Mẫu',
        madeAt: at('2026-11-25', 480),
      },
    },
  ],
  sums: 'Cộng: 2 lượt đặt phát (trong đó 1 lượt phát bù), 2 lượt có loa phát tiếng, 1 lượt mọi cụm loa phát xong; thời lượng 3 phút; ghi tay 1 dòng, 30 phút.',
  mayWrite: true,
});

/** What the recorded API says of the books. */
export const answers: Record<string, unknown> = {
  [`GET /log-books/${COMMUNE.id}`]: book,
  [`POST /log-books/${COMMUNE.id}/entries`]: { id: id(611) },
  [`GET /royalty-rates/${COMMUNE.id}`]: RoyaltyRates.parse({
    mayEdit: false,
    items: [
      {
        id: id(620),
        unit: COMMUNE.id,
        unitName: COMMUNE.name,
        part: 'reader',
        genre: null,
        per: 'minute',
        dong: 15_000,
        validFrom: '2026-01-01',
        validTo: null,
        source: 'Quyết định mẫu 12/QĐ-UBND',
      },
    ],
  }),
};
