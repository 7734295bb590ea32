import type { ClearLook } from '../composables/useWall.ts';
import { bearer } from './boot.ts';

/** Who looks. */
export interface Seat {
  /** The wall, as the log names it. */
  readonly seat: string;
  readonly key: string | null;
  /** Server time, ms: two looks are two entries of the log. */
  readonly now: number;
}

/**
 * The picture as it was taken: a command writes into the log who looks and why, its position opens the picture for some
 * minutes. Null when the gateway refuses either, or does not answer.
 */
export async function fetchClear(
  { subject, hash, reason }: ClearLook,
  { seat, key, now }: Seat,
): Promise<Blob | null> {
  const body = JSON.stringify({
    id: `unmasked:${seat}:${hash.slice(0, 16)}:${now}`,
    type: 'operation.unmasked',
    subject,
    by: { seat, role: 'duty_officer' },
    data: { media: hash, reason },
  });
  const headers = { ...bearer(key), 'Content-Type': 'application/json' };
  const position = await told(fetch('/v1/commands', { method: 'POST', headers, body }));
  if (position === null) return null;
  const query = new URLSearchParams({ unmasked: position });
  const picture = await fetch(`/v1/media/${hash}?${query}`, { headers: bearer(key) }).catch(() => null);
  return picture?.ok ? picture.blob() : null;
}

async function told(asked: Promise<Response>): Promise<string | null> {
  const answer = await asked.catch(() => null);
  if (!answer?.ok) return null;
  const reply: { position?: string } | null = await answer.json().catch(() => null);
  return reply?.position ?? null;
}
