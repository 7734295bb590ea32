import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Bbox } from '../../../gateway/contract/region.ts';
import type { TileInfo } from '../../../gateway/contract/tiles.ts';
import type { Theme } from '../../styles/tokens.ts';
import type { BasemapEngine } from '../base/port.ts';
import type { Box, Room } from '../geo/fit.ts';
import type { RegionGeometry } from '../geo/geometry.ts';
import type { PixelPoint } from '../geo/mercator.ts';
import type { LayerContext } from '../port.ts';
import type { Sight } from '../view/sight.ts';
import type { View } from '../view/view.ts';

export interface StageOptions {
  /** Positioned element that the stage fills and leaves empty again. */
  readonly host: HTMLElement;
  readonly geometry: RegionGeometry;
  readonly theme: Theme;
  /** Rectangle of the region. */
  readonly county: Bbox;
  /** Rectangle that the picture shows, if it is not the county: the inset. */
  readonly box?: Bbox;
  /** What lies over the map now and comes and goes: names keep clear of it, the county is not fitted around it. */
  readonly passing?: () => readonly Box[];
  /** Room for the whole picture as the page stands now. */
  readonly room: () => Room;
  /** Further grounds, and what a request for them carries. Absent: none. */
  readonly ground?: {
    readonly tiles: readonly TileInfo[];
    readonly headers: Readonly<Record<string, string>>;
    readonly onTiles: (name: string, here: boolean) => void;
  };
  /** Faults of the drawing engine, in its own words. */
  readonly onError: (message: string) => void;
}

/** A drawn map that layers can be mounted on. */
export interface Stage {
  readonly engine: BasemapEngine | 'plain';
  /** Stands in for a map that could not be had: that one is tried again from time to time. */
  readonly makeshift?: boolean;
  readonly view: View;
  readonly surface: Omit<LayerContext, 'geometry' | 'theme' | 'words' | 'view' | 'shown' | 'places'>;
  /** Resolves when the first complete picture stands. */
  readonly drawn: Promise<void>;
  onTap(listener: (at: PixelPoint, presses: 1 | 2) => void): () => void;
  /** The graphics context is gone: the stage is of no more use and must be stopped and opened anew. */
  onLost(listener: () => void): () => void;
  flyTo(at: LngLat, zoomsCloser: number): void;
  /** Back to the whole picture. */
  reset(): void;
  resize(): void;
  /** What it shows, at the end of the flight under way if there is one; null for the whole county. */
  sight(): Sight | null;
  stop(): void;
}

/** There is no graphics context to be had now: to ask again costs next to nothing. */
export class NoContext extends Error {}

/** Everything that lies over the map now. */
export function docksOf({ room, passing }: Pick<StageOptions, 'room' | 'passing'>): readonly Box[] {
  return [...room().docks, ...(passing?.() ?? [])];
}
