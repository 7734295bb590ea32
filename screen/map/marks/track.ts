import { TRACK_SLOT_MS } from '../../../gateway/contract/tracks.ts';
import type { Track } from '../port.ts';

/** Each quarter of an hour in which a terminal was heard keeps a fix, so those that follow one another lie closer than this. */
const KNOWN_MS = 2 * TRACK_SLOT_MS;

/** From one fix to the next. */
export interface TrackPart {
  readonly from: Track[number];
  readonly to: Track[number];
  /** Nothing was heard for so long between the two that the way is only guessed. */
  readonly gap: boolean;
}

/** The parts of a track, and which of them are known. */
export function partsOf(track: Track): readonly TrackPart[] {
  return track.slice(1).flatMap((to, index): TrackPart[] => {
    const from = track[index];
    if (from === undefined) return [];
    return [{ from, to, gap: Date.parse(to.at) - Date.parse(from.at) > KNOWN_MS }];
  });
}
