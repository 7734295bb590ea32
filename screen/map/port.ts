import type {
  AlarmEntity,
  CaseEntity,
  KpiEntity,
  LngLat,
  TerminalEntity,
  VideoEntity,
} from '../../gateway/contract/entities.ts';
import type { TrackReply } from '../../gateway/contract/tracks.ts';
import type { Theme } from '../styles/tokens.ts';
import type { Box } from './geo/fit.ts';
import type { RegionGeometry } from './geo/geometry.ts';
import type { PixelPoint } from './geo/mercator.ts';
import type { Count } from './marks/badge.ts';
import type { DensitySource, Measure } from './marks/density.ts';
import type { MarkName } from './marks/marks.ts';
import type { SharedPlaces } from './marks/places.ts';
import type { ShownMarks } from './marks/shown.ts';
import type { View } from './view/view.ts';
import type { LayerWords } from './words.ts';

/** Kinds of entity that can be drawn or picked on the map. */
export type MapKind = 'case' | 'alarm' | 'terminal' | 'video';

/** Something on the map, by kind and id. */
export interface EntityRef {
  readonly kind: MapKind;
  readonly id: string;
}

/** What layers draw from: the replica's own collections, read only, and what the parent points at. */
export interface MapData {
  readonly case: ReadonlyMap<string, CaseEntity>;
  readonly alarm: ReadonlyMap<string, AlarmEntity>;
  readonly terminal: ReadonlyMap<string, TerminalEntity>;
  readonly video: ReadonlyMap<string, VideoEntity>;
  readonly kpi: ReadonlyMap<string, KpiEntity>;
  /** Terminals that call for help, who waits longest first. */
  readonly calling: readonly TerminalEntity[];
  readonly focus: EntityRef | null;
  /** What the tint of the ground tells. */
  readonly measure: Measure;
  /** The way of one terminal while its track is open. */
  readonly track: Track | null;
}

/** Fixes of one terminal in the order of time, as `POST /v1/terminals/{id}/track` tells them. */
export type Track = TrackReply['fixes'];

/** Parts of `MapData`: a layer is updated when one that it reads has changed. */
export type MapDataKey = keyof MapData;

/** One picture at one place; `size` is its diameter in CSS pixels. */
export interface Mark {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  readonly icon: MarkName;
  readonly size: number;
  /** How many it stands for, written beside it. */
  readonly count?: Count;
  /** Those that it stands for, the gravest first. */
  readonly of?: readonly string[];
  /** Its own place, where it stands aside for others. */
  readonly from?: LngLat;
}

/** A mark that stands for several, where it was hit. */
export interface Several {
  readonly at: LngLat;
  readonly members: readonly EntityRef[];
}

/** A set of marks on the GPU; `set` replaces all of them. Later marks lie above earlier ones. */
export interface MarkLayer {
  set(marks: readonly Mark[]): void;
  remove(): void;
}

/** Where layers draw. `scene` and `ground` are the GPU's; `below` and `above` are elements under and over the marks. */
export interface LayerContext {
  readonly geometry: RegionGeometry;
  readonly theme: Theme;
  readonly words: LayerWords;
  readonly view: View;
  readonly scene: { addMarks(name: string, order: number): MarkLayer };
  readonly ground: { setDensity(source: DensitySource, area: string, step: number): void };
  readonly below: HTMLElement;
  readonly above: HTMLElement;
  /** Whether there is a graphics card to draw motion with; without one each picture costs a core. */
  readonly smooth: boolean;
  /** What the layers below have put on the map. */
  readonly shown: ShownMarks;
  /** Where marks stand that others stand aside for. */
  readonly places: SharedPlaces;
  /** Parts of the page that lie over the map now. */
  docks(): readonly Box[];
  /** Those of them that never move: no mark of the whole county stands under one. */
  fixtures(): readonly Box[];
}

/** A mounted layer. After `stop` nothing of it is left. */
export interface MountedLayer {
  update(data: MapData): void;
  /** What stands at this point of the screen, if anything of this layer does. */
  pick?(at: PixelPoint): EntityRef | Several | null;
  stop(): void;
}

/** One file in `layers`: adding a layer is adding a file. `order`: higher is drawn, and picked, first. */
export interface MapLayer {
  readonly id: string;
  readonly order: number;
  readonly reads: readonly MapDataKey[];
  mount(context: LayerContext): MountedLayer;
}
