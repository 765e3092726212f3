import { z } from 'zod';

/** Identity of a row or document: a lower-case UUID, never reused. */
export const Id = z.uuid().describe('Định danh nội bộ');
export type Id = z.infer<typeof Id>;

/** SHA-256 of exact bytes, 64 lower-case hexadecimal characters. Also the address of a file. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256: 64 hexadecimal characters');
export type Sha256 = z.infer<typeof Sha256>;

/** A UTC instant with milliseconds, in the one form that `Date.prototype.toISOString` writes. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'UTC instant such as 2026-11-23T10:00:00.000Z')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'not a date of the calendar');
export type Instant = z.infer<typeof Instant>;

/** A calendar day of the province, YYYY-MM-DD. */
export const LocalDate = z.iso.date();

/** A time of day on the province's clock, HH:MM. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

/** Whole milliseconds, zero or more. */
export const Milliseconds = z.int().min(0);

/** BCP 47 language of a version: vi, tyz (Tày), nut (Nùng), ium (Dao), hmn (Mông), mww … */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

/** Class of a bulletin (Circular 39/2020/TT-BTTTT): bản tin thông thường, ưu tiên, khẩn cấp. */
export const BulletinClass = z.enum(['normal', 'priority', 'emergency']);
export type BulletinClass = z.infer<typeof BulletinClass>;

/** Where an approved item may appear. */
export const Channel = z.enum(['speaker', 'board', 'site']);
export type Channel = z.infer<typeof Channel>;

/** Level of a unit in the tree: 0 province, 1 district-level, 2 commune-level, 3 village-level. */
export const UnitLevel = z.int().min(0).max(3);
