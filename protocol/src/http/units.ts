import { z } from 'zod';
import { Id, LocalDate, UnitLevel } from '../primitives.ts';

export const UnitKind = z.enum([
  'province',
  'city',
  'district',
  'ward',
  'township',
  'commune',
  'thon',
  'ban',
  'to-dan-pho',
  'xom',
  'khu',
]);
export type UnitKind = z.infer<typeof UnitKind>;

/** A unit as it is named on one day. */
export const Unit = z.object({
  id: Id,
  code: z.string().nullable(),
  electronicId: z.string().nullable(),
  name: z.string(),
  kind: UnitKind,
  level: UnitLevel,
  parent: Id.nullable(),
  /** Names from the parent up to the province: "Huyện Ba Bể, Tỉnh Bắc Kạn". */
  path: z.string(),
  slug: z.string(),
  validFrom: LocalDate,
  validTo: LocalDate.nullable(),
});
export type Unit = z.infer<typeof Unit>;

export const UnitQuery = z.object({
  /** Name with or without tone marks, or a code. */
  text: z.string().max(100).optional(),
  on: LocalDate.optional(),
  level: z.coerce.number().int().min(0).max(3).optional(),
  parent: Id.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type UnitQuery = z.infer<typeof UnitQuery>;

/** What became of each row of an imported village list. */
export const VillageImportReport = z.object({
  created: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  rows: z.array(
    z.object({
      row: z.int(),
      outcome: z.enum(['created', 'unchanged', 'refused']),
      name: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});
export type VillageImportReport = z.infer<typeof VillageImportReport>;
