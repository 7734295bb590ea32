import { retrying } from './retry.ts';

/** How long another rewriting of the file, which may have begun before the erasure, is waited for, ms. */
const REWRITING_MS = 60_000;
const isUnderWay = (error: unknown) => error instanceof Error && /already in progress/.test(error.message);

/** Has a server rewrite its append-only file, once what it is at by itself is done. */
export async function rewriteFile(rewrite: () => Promise<unknown>): Promise<void> {
  await retrying(rewrite, { windowMs: REWRITING_MS, again: isUnderWay });
}
