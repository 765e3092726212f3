import type { Me } from '@nguon/protocol/http/accounts.ts';
import type { OnAir, OrderView, Timetable } from '@nguon/protocol/http/broadcasts.ts';
import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import type { Inbox, RequestView } from '@nguon/protocol/http/requests.ts';
import type { Unit } from '@nguon/protocol/http/units.ts';
import type { z } from 'zod';

/**
 * A small recorded province for looking at the console: no real person, villages "Mẫu n", the afternoon of Wednesday
 * 25/11/2026 at 16 giờ 57. Every answer is read by the protocol's schemas before it is given.
 */
export const NOW = '2026-11-25T09:57:00.000Z';
/** Length of the sound in the recorded request, short enough to be heard in a test. */
export const SOUND_MS = 4_000;

/** A stable id by number. */
export function id(number: number): string {
  return `0197a000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
export const sha = (letter: string): string => letter.repeat(64);
export const [REVISION, SOUND, SOUND_MP3, DIGEST] = [sha('a'), sha('b'), sha('c'), sha('d')] as const;

/** A picture of one point, and its address. */
export const PICTURE = sha('9');
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** "2026-11-25", 17 * 60 + 30 → the instant of 17 giờ 30 in the province. */
export function at(date: string, minute: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + (minute - 420) * 60_000).toISOString();
}

export const COMMUNE = { id: id(1), name: 'Xã Khang Ninh' };
const BULLETIN = id(100);
const ORDER = id(200);
export const REQUEST = id(300);
export const ids = {
  commune: COMMUNE.id,
  bulletin: BULLETIN,
  draft: id(101),
  order: ORDER,
  request: REQUEST,
  reading: id(700),
};

export const TITLE = 'Tạm ngừng cấp điện để sửa đường dây';
const TEXT =
  'Để sửa chữa đường dây, Điện lực huyện tạm ngừng cấp điện từ 7h00 đến 11h30 ngày 27/11/2026 tại thôn Mẫu 2 và thôn Mẫu 4.\n\nĐề nghị bà con tắt các thiết bị điện trước giờ cắt, trông coi máy bơm, tủ lạnh. Mọi thắc mắc xin gọi 0912 345 678. Công văn số 118/ĐL-KT.';
const SPOKEN =
  'Để sửa chữa đường dây, Điện lực huyện tạm ngừng cấp điện từ bảy giờ đến mười một giờ ba mươi ngày hai mươi bảy tháng mười một năm hai nghìn không trăm hai mươi sáu tại thôn Mẫu hai và thôn Mẫu bốn.';

/** A person of the commune by role. */
export function me(role: Me['grants'][number]['role'] = 'commune-officer'): Me {
  const names = { 'commune-leader': 'Nguyễn Văn Mẫu', technician: 'Lý Thị Mẫu' } as Record<string, string>;
  return {
    id: id(role === 'commune-leader' ? 11 : 10),
    name: names[role] ?? 'Hoàng Thị Mẫu',
    email: `${role}@mau.example`,
    grants: [{ id: id(12), role, unit: COMMUNE.id, unitName: COMMUNE.name, topic: null }],
    now: NOW,
    clockOffsetMs: 11_520_000,
    folder: 'demo',
    mapDate: '2021-11-29',
  };
}

export const inbox: Inbox = {
  slots: [],
  tasks: [
    {
      kind: 'approve',
      id: REQUEST,
      title: TITLE,
      where: 'Thôn Mẫu 2, Thôn Mẫu 4',
      when: '17 giờ 30 hôm nay',
      sentence: 'Hoàng Thị Mẫu trình duyệt. Bước này: Lãnh đạo xã duyệt.',
      class: 'priority',
      since: at('2026-11-25', 990),
    },
    {
      kind: 'returned',
      id: ids.draft,
      title: 'Lịch tiêm chủng mở rộng tháng 12',
      where: COMMUNE.name,
      when: '',
      sentence: 'Bị trả lại: ghi rõ mang theo sổ tiêm và giờ bắt đầu.',
      class: 'normal',
      since: at('2026-11-25', 600),
    },
    {
      kind: 'device-silent',
      id: id(402),
      title: 'Cụm loa nhà văn hóa thôn Mẫu 5',
      where: 'Thôn Mẫu 5',
      when: '16 giờ 12 hôm nay',
      sentence: 'Mất liên lạc từ 16 giờ 12; hai cụm loa bên cạnh vẫn liên lạc được.',
      class: 'normal',
      since: at('2026-11-25', 972),
    },
  ],
};

const peaks = Array.from({ length: 120 }, (_, bar) => {
  const breath = bar % 17 < 2 ? 0.12 : 1;
  return Math.round((28 + 62 * Math.abs(Math.sin(bar * 0.61) * Math.cos(bar * 0.23))) * breath);
});

export const request: RequestView = {
  id: REQUEST,
  digest: DIGEST,
  meanings: [],
  state: 'waiting',
  request: {
    v: 1,
    id: REQUEST,
    unit: COMMUNE.id,
    author: id(10),
    revision: { bulletin: BULLETIN, sha256: REVISION },
    class: 'priority',
    screen: { title: TITLE, text: TEXT, picture: null },
    sounds: [{ language: 'vi', sha256: SOUND, bytes: 12_000, durationMs: SOUND_MS }],
    targets: [id(22), id(24)],
    channels: ['speaker', 'board', 'site'],
    times: {
      kind: 'slots',
      slots: [
        { at: at('2026-11-25', 1050), until: at('2026-11-25', 1080) },
        { at: at('2026-11-26', 315), until: at('2026-11-26', 345) },
      ],
    },
    readings: 2,
    playThrough: false,
    staleAfterMs: 259_200_000,
    expiresAt: at('2026-11-27', 690),
  },
  unitName: COMMUNE.name,
  authorName: 'Hoàng Thị Mẫu',
  targetNames: ['Thôn Mẫu 2', 'Thôn Mẫu 4'],
  sounds: [
    { language: 'vi', sha256: SOUND, mp3Sha256: SOUND_MP3, durationMs: SOUND_MS, peaks, voice: 'giọng máy dự phòng' },
  ],
  sessionMs: SOUND_MS * 2 + 1_000,
  steps: [{ step: 1, name: 'Lãnh đạo xã duyệt', approval: null }],
  returnReason: null,
  submittedAt: at('2026-11-25', 990),
  order: null,
  mayApprove: true,
  step: 1,
  needsPhone: false,
  whyNot: null,
  privacy: { findings: [], justifications: [], reading: false },
  standing: null,
  corrections: [],
  fewerReason: null,
  together: 0,
  voiceRefusal: null,
  conflicts: [
    {
      unitName: 'Thôn Mẫu 4',
      at: at('2026-11-25', 1050),
      loser: 'Lịch gieo mạ vụ Xuân',
      winner: TITLE,
    },
  ],
};

export const bulletin: Bulletin = {
  id: BULLETIN,
  kind: 'bulletin',
  title: TITLE,
  unit: COMMUNE.id,
  unitName: COMMUNE.name,
  class: 'priority',
  state: 'ordered',
  authorName: 'Hoàng Thị Mẫu',
  updatedAt: at('2026-11-25', 985),
  revision: REVISION,
  text: TEXT,
  spoken: SPOKEN,
  topic: null,
  genre: 'notice',
  origin: 'own',
  language: 'vi',
  contributors: [{ part: 'author', name: 'Hoàng Thị Mẫu' }],
  picture: null,
  template: null,
  sounds: [
    {
      id: id(150),
      language: 'vi',
      origin: 'machine',
      voice: 'giọng máy dự phòng',
      state: 'ready',
      problem: null,
      sha256: SOUND,
      mp3Sha256: SOUND_MP3,
      durationMs: SOUND_MS,
      peaks,
    },
  ],
  author: id(10),
  mayEdit: false,
  corrects: null,
  corrections: [],
};

/** A bulletin that may still be written. */
export const draft: Bulletin = {
  ...bulletin,
  id: ids.draft,
  state: 'draft',
  class: 'normal',
  sounds: [],
  mayEdit: true,
};

const villageStates = [
  'reached',
  'reached',
  'reached',
  'playing',
  'reached',
  'received',
  'reached',
  'reached',
  'interrupted',
  'not-played',
  'reached',
  'no-speaker',
] as const;
const villageSentences: Partial<Record<(typeof villageStates)[number], string>> = {
  reached: 'phát xong lúc 17 giờ 31',
  playing: 'bắt đầu lúc 17 giờ 30',
  received: 'đã nạp lịch lúc 16 giờ 40',
  interrupted: 'bị ngắt ở giây 12 vì mất điện',
  'not-played': 'mất liên lạc từ 16 giờ 12',
  'no-speaker': 'trưởng thôn báo bằng lời',
};

export const order: OrderView = {
  id: ORDER,
  bulletin: BULLETIN,
  title: TITLE,
  class: 'priority',
  state: 'standing',
  slots: [
    { at: at('2026-11-25', 1050), until: at('2026-11-25', 1080) },
    { at: at('2026-11-26', 315), until: at('2026-11-26', 345) },
  ],
  figures: { ordered: 12, received: 11, played: 8, reached: 7, villages: 12 },
  sentence: '17 giờ 30 đã phát ở 7/12 thôn; thôn Mẫu 10 mất điện từ 16 giờ 12.',
  villages: villageStates.map((state, index) => ({
    village: id(21 + index),
    name: `Thôn Mẫu ${index + 1}`,
    communeName: index < 8 ? COMMUNE.name : 'Xã Cao Kỳ',
    state,
    sentence: villageSentences[state] ?? '',
  })),
  mayStop: true,
  edition: null,
};

export const onAir: z.infer<typeof OnAir> = {
  items: [
    {
      order: ORDER,
      bulletin: BULLETIN,
      title: TITLE,
      unitNames: ['Thôn Mẫu 2', 'Thôn Mẫu 4'],
      playing: true,
      at: at('2026-11-25', 1016),
    },
    {
      order: id(201),
      bulletin: id(102),
      title: 'Mời họp thôn bàn làm đường nội thôn',
      unitNames: ['Thôn Mẫu 1'],
      playing: false,
      at: at('2026-11-25', 1050),
    },
  ],
};

const DATES = ['25', '26', '27', '28', '29', '30'].map((day) => `2026-11-${day}`).concat('2026-12-01');

export const timetable: Timetable = {
  unit: COMMUNE.id,
  unitName: COMMUNE.name,
  quietHours: { from: '21:00', to: '05:00' },
  mayEdit: true,
  days: DATES.map((date, index) => ({
    date,
    label: `ngày ${date}`,
    slots: [
      {
        slot: id(500),
        kind: 'relay' as const,
        title: 'Thời sự VOV1',
        at: at(date, 300),
        until: at(date, 330),
        freeMs: 0,
      },
      {
        slot: id(501),
        kind: 'bulletins' as const,
        title: 'Buổi sáng',
        at: at(date, 330),
        until: at(date, 360),
        freeMs: 1_200_000,
      },
      {
        slot: id(502),
        kind: 'bulletins' as const,
        title: 'Buổi chiều',
        at: at(date, 1050),
        until: at(date, 1080),
        freeMs: index === 0 ? 1_380_000 : 1_800_000,
      },
    ].filter((slot) => index !== 4 || slot.kind === 'bulletins'),
    plays:
      index > 1
        ? []
        : [
            play(date, TITLE, 'priority', 'plays', null),
            play(
              date,
              'Lịch gieo mạ vụ Xuân',
              'normal',
              index === 0 ? 'loses' : 'waits',
              index === 0 ? `không phát được vì trùng “${TITLE}”` : `phát sau “${TITLE}”`,
            ),
          ],
  })),
};

function play(
  date: string,
  title: string,
  importance: 'priority' | 'normal',
  outcome: 'plays' | 'waits' | 'loses',
  sentence: string | null,
): Timetable['days'][number]['plays'][number] {
  const minute = 1050;
  return {
    kind: 'order',
    order: title === TITLE ? ORDER : id(202),
    bulletin: BULLETIN,
    title,
    class: importance,
    at: at(date, minute),
    until: at(date, minute + 2),
    outcome,
    sentence,
  };
}

export const villages: Unit[] = Array.from({ length: 8 }, (_, index) =>
  unit({
    id: id(21 + index),
    name: `Thôn Mẫu ${index + 1}`,
    kind: 'thon',
    level: 3,
    parent: COMMUNE.id,
    path: 'Xã Khang Ninh, Huyện Ba Bể, Tỉnh Bắc Kạn',
  }),
);
export const province: Unit = unit({
  id: id(2),
  name: 'Tỉnh Bắc Kạn',
  kind: 'province',
  level: 0,
  parent: null,
  path: '',
  code: '06',
});

export const commune: Unit = unit({
  ...COMMUNE,
  kind: 'commune',
  level: 2,
  parent: province.id,
  path: province.name,
  code: '01906',
});

function unit(known: Pick<Unit, 'id' | 'name' | 'kind' | 'level' | 'parent' | 'path'> & { code?: string }): Unit {
  return { code: null, electronicId: null, slug: 'mau', validFrom: '2021-01-01', validTo: null, ...known };
}
