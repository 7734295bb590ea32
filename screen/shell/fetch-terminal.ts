import type { TrackReply } from '../../gateway/contract/tracks.ts';
import type { TerminalDeed } from '../composables/useWall.ts';
import { askOnce, byOf, type Seat, sendCommand } from './fetch-command.ts';

/** How far back a track is opened at the wall, ms. */
export const TRACK_BACK_MS = 3_600_000;

/**
 * Where a terminal has been in the last hour: the gateway writes into the log who asks and why before it tells. Null when
 * it refuses; rejects when it does not answer.
 */
export async function fetchTrack(
  { terminal, reason }: TerminalDeed,
  from: Seat,
): Promise<TrackReply['fixes'] | null> {
  const { seat, now } = from;
  const body = {
    id: `track:${seat}:${terminal}:${now}`,
    by: byOf(seat),
    reason,
    from: new Date(now - TRACK_BACK_MS).toISOString(),
    until: new Date(now).toISOString(),
  };
  const url = `/v1/terminals/${encodeURIComponent(terminal)}/track`;
  const reply = (await askOnce({ url, what: reason, body }, from)) as Pick<TrackReply, 'fixes'> | null;
  return reply?.fixes ?? null;
}

/** Ends a terminal's call for help, with the reason that the log keeps. False when the gateway refuses; rejects when it does not answer. */
export async function clearSos({ terminal, reason }: TerminalDeed, seat: Seat): Promise<boolean> {
  const deed = {
    name: `sos:${seat.seat}:${terminal}`,
    type: 'operation.sos_cleared',
    subject: `terminal:${terminal}`,
    data: { reason },
  };
  return (await sendCommand(deed, seat)) !== null;
}
