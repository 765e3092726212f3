import type { UserRow } from '@nguon/protocol/http/accounts.ts';
import type { AuditEntry } from '@nguon/protocol/http/audit.ts';
import type { DeviceRow } from '@nguon/protocol/http/devices.ts';
import type { ImportView } from '@nguon/protocol/http/imports.ts';
import { at, COMMUNE, id, ids, me, REQUEST, sha, TITLE } from './console-province.ts';

/** Devices, people and the log of the recorded province. */
const device = (number: number, name: string, changed: Partial<DeviceRow>): DeviceRow => ({
  id: id(400 + number),
  kind: 'speaker',
  name,
  unit: id(20 + number),
  unitName: `Thôn Mẫu ${number}`,
  serial: `NG-24-000${number}`,
  state: 'online',
  sentence: 'liên lạc được, vừa báo lúc 16 giờ 56',
  lastContactAt: at('2026-11-25', 1016),
  volume: 70,
  playing: null,
  software: '0.1.0',
  clockTrusted: true,
  ...changed,
});

export const devices: DeviceRow[] = [
  device(1, 'Cụm loa đầu thôn Mẫu 1', { playing: TITLE }),
  device(2, 'Cụm loa nhà văn hóa thôn Mẫu 5', {
    state: 'offline',
    sentence: 'mất liên lạc từ 16 giờ 12',
    lastContactAt: at('2026-11-25', 972),
    playing: null,
  }),
  device(3, 'Bảng tin trước ủy ban', { kind: 'board', volume: null, unitName: COMMUNE.name }),
];

/** A document whose words are being read. */
export const reading: ImportView = {
  id: ids.reading,
  unit: COMMUNE.id,
  name: 'cong-van.pdf',
  format: 'pdf',
  state: 'making',
  done: 0,
  pages: null,
  problem: null,
  result: null,
  createdAt: at('2026-11-25', 1010),
  until: at('2026-11-26', 1010),
};

export const users: UserRow[] = [
  {
    id: id(10),
    name: 'Hoàng Thị Mẫu',
    email: 'can-bo@mau.example',
    organization: null,
    phone: null,
    lockedUntil: null,
    administered: true,
    resettable: true,
    grants: me().grants,
  },
  {
    id: id(11),
    name: 'Nguyễn Văn Mẫu',
    email: 'lanh-dao@mau.example',
    organization: null,
    phone: null,
    lockedUntil: at('2026-11-25', 1032),
    administered: true,
    resettable: true,
    grants: me('commune-leader').grants,
  },
];

export const audit: AuditEntry[] = [
  {
    id: 3,
    at: at('2026-11-25', 1010),
    actor: id(11),
    actorName: 'Nguyễn Văn Mẫu',
    act: 'request.approved',
    subject: { kind: 'request', id: REQUEST },
    unit: COMMUNE.id,
    details: { step: 1, listenedMs: 4000 },
    seal: null,
  },
  {
    id: 2,
    at: at('2026-11-25', 990),
    actor: id(10),
    actorName: 'Hoàng Thị Mẫu',
    act: 'request.submitted',
    subject: { kind: 'request', id: REQUEST },
    unit: COMMUNE.id,
    details: {},
    seal: sha('e'),
  },
  {
    id: 1,
    at: at('2026-11-25', 300),
    actor: null,
    actorName: '',
    act: 'programme.issued',
    subject: { kind: 'unit', id: COMMUNE.id },
    unit: COMMUNE.id,
    details: { version: 214 },
    seal: sha('f'),
  },
];
