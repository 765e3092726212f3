import { z } from 'zod';
import { Id } from '../primitives.ts';
import { Role } from './accounts.ts';

/** Handing an approving right of one's own (`grant`) to somebody until the end of a day of the province. */
export const DelegationBody = z.object({
  grant: Id,
  user: Id,
  until: z.iso.date().describe('Last day on which it holds'),
  paper: z.string().trim().max(100).nullable().default(null).describe('Number of the giấy ủy quyền on paper'),
});

/** What a person has handed on. */
export const Delegation = z.object({
  id: Id,
  user: Id,
  name: z.string(),
  role: Role,
  unit: Id,
  unitName: z.string(),
  topic: z.string().nullable(),
  until: z.iso.date(),
  paper: z.string().nullable(),
});
export type Delegation = z.infer<typeof Delegation>;

export const CandidateQuery = z.object({ grant: Id, text: z.string().max(100).default('') });
/** Somebody to whom it may be handed. */
export const Candidate = z.object({ id: Id, name: z.string(), unitName: z.string() });
export type Candidate = z.infer<typeof Candidate>;
