import type { IMapWrapper } from '@antv/l7';
import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { TileInfo } from '../../../gateway/contract/tiles.ts';
import type { PixelPoint, PixelSize, Transform } from '../geo/mercator.ts';
import type { BaseStyle } from './style.ts';

export type BasemapEngine = 'maplibre' | 'mapbox';

export interface BaseMapOptions {
  /** Empty element that the engine fills; it is removed with the map. */
  readonly container: HTMLElement;
  readonly style: BaseStyle;
  readonly centre: LngLat;
  readonly zoom: number;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Sources of tiles in the style. */
  readonly tiles: readonly TileInfo[];
  /** Headers of requests for tiles: they carry the page's key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Told when a source of tiles has given a tile, or could not. */
  readonly onTiles: (name: string, here: boolean) => void;
  /** Whether edges are smoothed by the graphics card. */
  readonly antialias: boolean;
  /** Told once for each fault the engine reports (a source that cannot be parsed, a lost worker). */
  readonly onError: (message: string) => void;
}

/** The ground under the marks: one of two engines. Upright and unturned, so that a `Transform` describes the view. */
export interface BaseMap {
  readonly engine: BasemapEngine;
  readonly canvas: HTMLCanvasElement;
  /** What an L7 scene takes to draw in step with this map. */
  readonly l7: IMapWrapper;
  /** Resolves when style and sources are there; rejects if the engine never gets that far. */
  readonly ready: Promise<void>;
  /** Resolves when everything in view is drawn for the first time. */
  readonly drawn: Promise<void>;
  /** Of the picture, in CSS pixels, as it was when it was last resized: asking the page anew would lay it out anew. */
  size(): PixelSize;
  transform(): Transform;
  /** Each change of the view, also in the middle of a flight; `settled` at its end. Returns the way to stop. */
  onMove(listener: (settled: boolean) => void): () => void;
  onTap(listener: (at: PixelPoint, presses: 1 | 2) => void): () => void;
  moveTo(centre: LngLat, zoom: number, durationMs: number): void;
  resize(): void;
  destroy(): void;
}

/** Opens one engine. Each engine's module exports this and nothing else. */
export type OpenBaseMap = (options: BaseMapOptions) => BaseMap;
