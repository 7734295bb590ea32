import { RESOLUTION_TRACKS } from '../../../gateway/contract/life.ts';
import { TRACK_SOURCES } from '../../../gateway/contract/measure-families.ts';
import type { Say } from '../../locale/words.ts';

/** Disputes of 30 days on one way, by where they were handed over from. */
export interface TrackRow {
  readonly track: (typeof RESOLUTION_TRACKS)[number];
  readonly word: string;
  readonly cells: readonly { readonly id: string; readonly value: number | null }[];
}

/** Source × way; ways that nobody took are left out, none is drawn while the numbers are not told. */
export function trackRows(kpi: (id: string) => number | null, say: Say): TrackRow[] {
  return RESOLUTION_TRACKS.map((track) => ({
    track,
    word: say(`way.${track}`),
    cells: TRACK_SOURCES.map((source) => {
      const id = `figure.track.${source}.${track}.D30`;
      return { id, value: kpi(id) };
    }),
  })).filter(({ cells }) => cells.some(({ value }) => (value ?? 0) > 0));
}
