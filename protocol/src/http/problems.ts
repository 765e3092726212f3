import { z } from 'zod';

/** application/problem+json (RFC 9457) as this system answers every failure. */
export const Problem = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string().describe('Stable code, see docs/errors.md'),
  title: z.string().describe('Câu tiếng Việt: chuyện gì, làm gì'),
  detail: z.string().describe('The same in English'),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A page of a list: `next` is the cursor of the following page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
