import { z } from 'zod';
import type { Reads } from './http.ts';

const named = z.strictObject({ source: z.string().min(1).max(200), id: z.string().min(1).max(200) });

/** `POST /v1/erasures`: which entries of the log lose their content, and why; the reason is scrubbed and logged. */
export const erasure = z.strictObject({
  reason: z.string().trim().min(2).max(300),
  entries: z.array(named).min(1).max(64),
});
export type Erasure = z.infer<typeof erasure>;

/** What became of it. `position` is that of the entry `operation.erased`, null when nothing was found. */
export const erasureReply = z.object({
  erased: z.array(z.object({ source: z.string(), id: z.string(), n: z.int() })),
  missing: z.array(z.object({ source: z.string(), id: z.string() })),
  deadLetters: z.int(),
  media: z.int(),
  /** Fixes that were taken out of the kept tracks. */
  trackFixes: z.int(),
  position: z.string().nullable(),
  /** Addresses of replicas of the log whose files may hold the content until they are rewritten: that could not be done. */
  notRewritten: z.array(z.string()),
});
export type ErasureReply = Reads<typeof erasureReply>;
