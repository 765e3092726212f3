import { z } from 'zod';
import { Instant } from '../primitives.ts';

/** What a shared machine shows while it waits for a phone: the address in its picture, and the short code. */
export const MachineAsked = z.object({ url: z.string(), code: z.string().regex(/^\d{4}$/), expiresAt: Instant });
export type MachineAsked = z.infer<typeof MachineAsked>;
export const MachineToken = z.object({ token: z.string().min(20).max(200) });
/** Which machine asks: what its browser says it is, whose unit it stands in, and who made it a shared one. */
export const MachineView = z.object({
  device: z.string(),
  unitName: z.string(),
  setUpByName: z.string(),
  setUpAt: Instant,
  askedAt: Instant,
  expiresAt: Instant,
});
export type MachineView = z.infer<typeof MachineView>;
export const MachineConfirmation = MachineToken.extend({ code: z.string().trim().max(20) });
/** Whether this browser has been made a shared machine. */
export const MachineState = z.object({ setUp: z.boolean() });
export const MachineEntry = z.object({ entered: z.boolean() });
export const UnlockBody = z.object({ password: z.string().min(1).max(200) });

/** Where the picture of a shared machine leads: a page of the console. The token is behind the #, so that it reaches no log. */
export function machinePath(token: string): string {
  return `/quan-ly/may-dung-chung#${token}`;
}
