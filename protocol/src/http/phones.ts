import { z } from 'zod';
import { Secret } from '../enrolled-key.ts';
import { Id, Instant } from '../primitives.ts';

/** A number for SMS in international form; Vietnamese ones may be typed with their leading 0. */
export const PhoneNumber = z
  .string()
  .transform((text) => text.replaceAll(/[\s.()-]/g, '').replace(/^0(?=\d{9}$)/, '+84'))
  .pipe(z.string().regex(/^\+[1-9]\d{7,14}$/, 'số điện thoại / a phone number such as 0912 345 678'));

/** A phone that wants to approve: its public key, and a name by which its owner knows it. */
export const PhoneBody = z.object({
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  name: z.string().trim().min(1).max(100),
});
export const PhoneAsked = z.object({
  kid: z.string(),
  /** The province's root key, by which both screens reckon the same four words. */
  root: z.string(),
  /** Somebody enrolled has to confirm it first. */
  guarded: z.boolean(),
});
/** Completes it: the phone's own statement, and the key that its PIN makes. */
export const EnrolBody = z.object({ enrolment: z.string().max(1000), pinKey: Secret });

export const PhoneState = z.enum(['waiting', 'standing', 'ended']);
export const PhoneRow = z.object({
  kid: z.string(),
  x: z.string(),
  name: z.string(),
  state: PhoneState,
  user: Id,
  userName: z.string(),
  /** Names of the units over which it approves, or would. */
  unitNames: z.array(z.string()),
  askedAt: Instant,
  /** Confirmed by somebody enrolled; its owner may complete it. */
  confirmed: z.boolean(),
});
export type PhoneRow = z.infer<typeof PhoneRow>;
export const Phones = z.object({
  root: z.string(),
  mine: z.array(PhoneRow),
  /** Phones of others that the reader's own enrolled phone may confirm, each with the units to be signed. */
  toConfirm: z.array(PhoneRow.extend({ units: z.array(Id) })),
});
export type Phones = z.infer<typeof Phones>;

/** A signed document with the proof that the PIN was known. */
export const SignedByPhone = z.object({ document: z.string().max(20_000), pin: Secret });
export type SignedByPhone = z.infer<typeof SignedByPhone>;
