import type { ClearLook } from '../composables/useWall.ts';
import { bearer } from './boot.ts';
import { type Seat, sendCommand } from './fetch-command.ts';

/**
 * The picture as it was taken: a command writes into the log who looks and why, its position opens the picture for some
 * minutes. Null when the gateway refuses either; rejects when it does not answer the command.
 */
export async function fetchClear({ subject, hash, reason }: ClearLook, seat: Seat): Promise<Blob | null> {
  const deed = {
    name: `unmasked:${seat.seat}:${hash.slice(0, 16)}`,
    type: 'operation.unmasked',
    subject,
    data: { media: hash, reason },
  };
  const position = await sendCommand(deed, seat);
  if (position === null) return null;
  const query = new URLSearchParams({ unmasked: position });
  const picture = await fetch(`/v1/media/${hash}?${query}`, { headers: bearer(seat.key) }).catch(() => null);
  return picture?.ok ? picture.blob() : null;
}
