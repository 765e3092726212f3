import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';

export const Role = z.enum([
  'administrator',
  'department-editor',
  'editorial-board',
  'commune-officer',
  'commune-leader',
  'technician',
  'viewer',
  'village-head',
]);
export type Role = z.infer<typeof Role>;

export const Grant = z.object({
  id: Id,
  role: Role,
  unit: Id,
  unitName: z.string(),
  topic: z.string().nullable(),
  /** For one that another person handed on (ủy quyền): by whom, the last day on which it holds, and the number of the paper. */
  delegation: z.object({ by: Id, byName: z.string(), until: z.iso.date(), paper: z.string().nullable() }).nullish(),
});
export type Grant = z.infer<typeof Grant>;

/** Who is signed in, and the house they are in. */
export const Me = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  grants: z.array(Grant),
  /** The session is on a shared machine: it locks when nobody uses it. */
  sharedMachine: z.boolean().optional(),
  /** The province's clock now; demo and test folders run with an offset that every screen shows. */
  now: Instant,
  clockOffsetMs: z.int(),
  folder: z.enum(['production', 'demo', 'test']),
  mapDate: z.string().nullable(),
});
export type Me = z.infer<typeof Me>;

export const Organization = z.object({
  id: Id,
  name: z.string(),
  unit: Id,
  kind: z.enum(['department', 'committee', 'station', 'association']),
});
export type Organization = z.infer<typeof Organization>;
export const OrganizationBody = Organization.omit({ id: true });
export const UserBody = z.object({
  name: z.string().trim().min(1).max(200),
  email: z.email(),
  organization: Id.nullable(),
});
export const UserRow = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  organization: Id.nullable(),
  /** Where SMS go. */
  phone: z.string().nullable(),
  grants: z.array(Grant),
  lockedUntil: Instant.nullable(),
  /** Whether the reader may give and take rights, and make a one-time link. */
  administered: z.boolean(),
  resettable: z.boolean(),
});
export type UserRow = z.infer<typeof UserRow>;
/** Roles that an administrator gives; a village head's right comes with their link. */
export const GivenRole = Role.exclude(['village-head']);
export type GivenRole = z.infer<typeof GivenRole>;
export const GrantBody = z.object({ role: GivenRole, unit: Id, topic: z.string().nullable() });
/** One-time link: shown once to whoever made it, and never again. */
export const SignInLink = z.object({ url: z.string(), expiresAt: Instant });
export const SignInLinkBody = z.object({ token: z.string().min(20).max(200) });
export const PasswordBody = z.object({ password: z.string().min(10).max(200) });
/** How a person gets in, besides one-time links. */
export const SignInWays = z.object({
  password: z.boolean(),
  /** xác thực hai bước is on. */
  secondFactor: z.boolean(),
});
export type SignInWays = z.infer<typeof SignInWays>;
export const SessionRow = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: Instant,
  expiresAt: Instant,
  device: z.string(),
});

/**
 * Where a one-time link leads: the console's sign-in page, which posts the token to /api/session/link. The token is
 * behind the #, so that it reaches no log and no other site.
 */
export function signInLinkPath(token: string): string {
  return `/quan-ly/dang-nhap#${token}`;
}
