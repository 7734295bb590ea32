import { type ShallowRef, shallowReadonly, shallowRef } from 'vue';
import type { TrackReply } from '../../gateway/contract/tracks.ts';

/** Where a terminal was, in the order of time: degrees, instants as the gateway writes them. */
export type TrackFixes = TrackReply['fixes'];

/** The track that stands on the map: opened for a purpose, drawn until it is put away. */
export interface TrackBoard {
  readonly fixes: Readonly<ShallowRef<TrackFixes | null>>;
  show(fixes: TrackFixes | null): void;
}

/** A board without a track. */
export function createTrackBoard(): TrackBoard {
  const fixes = shallowRef<TrackFixes | null>(null);
  return {
    fixes: shallowReadonly(fixes),
    show(next) {
      fixes.value = next;
    },
  };
}
