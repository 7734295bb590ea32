import type { DeadlineMoves } from '../contract/deadlines.ts';
import type { Position } from '../contract/position.ts';
import type { AnchorsImage } from './anchors.ts';
import type { LeavingsImage } from './counters.ts';
import type { DeskImage } from './desk/index.ts';
import type { SightingsImage } from './life/sightings.ts';
import type { EvidenceImage } from './measures/evidence.ts';
import type { ModelKind } from './model.ts';
import type { Quarantined } from './port.ts';
import type { RecurrencesImage } from './risk/recurrences.ts';
import type { SeriesImage } from './series.ts';
import type { SourcesImage } from './sources.ts';
import type { StoreImage } from './store.ts';
import type { TimelineImage } from './timeline.ts';
import type { TrackerImage } from './tracker.ts';
import type { WarningsImage } from './warning/index.ts';

/** The complete state: entities with their last change, records, tombstones, clock and configuration. */
export interface Image {
  readonly reducerVersion: number;
  readonly position: Position;
  readonly at: number;
  readonly quarantined: readonly Quarantined[];
  readonly moves: readonly DeadlineMoves[];
  readonly timeline: TimelineImage;
  readonly anchors: AnchorsImage;
  readonly store: StoreImage;
  /** Ids of entities in the order of their lists, where that is not the order of their records. */
  readonly order: readonly (readonly [ModelKind, readonly string[]])[];
  readonly trackers: { readonly [Kind in ModelKind]: TrackerImage };
  readonly desk: DeskImage;
  readonly warnings: WarningsImage;
  readonly evidence: EvidenceImage;
  readonly leavings: LeavingsImage;
  readonly sources: SourcesImage;
  readonly recurrences: RecurrencesImage;
  readonly series: SeriesImage;
  /** Absent in an image from before alarms and leads were looked at. */
  readonly sightings?: SightingsImage;
}

/** @throws {Error} when the bytes are no image, or one that other reducers have made. */
export function readImage(bytes: Uint8Array, reducerVersion: number): Image {
  const image = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Image> | null;
  if (image?.reducerVersion !== reducerVersion) {
    throw new Error(
      `the snapshot was made by reducers ${String(image?.reducerVersion)}, these are ${reducerVersion}; fold the log instead`,
    );
  }
  return image as Image;
}
