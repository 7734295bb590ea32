import type { RegionLayer } from '../../gateway/contract/region.ts';
import type { Unread } from './useGeometry.ts';
import type { Waiting } from './useWaiting.ts';

/** What layers write: names of the numbers under the name of a street, and of what the pack's own points are. */
export interface LayerWords {
  readonly online: string;
  readonly onDuty: string;
  /** Name of a station of the pack in the language of the page. */
  readonly named: (name: string) => string;
}

/** Words that the map itself writes, in the language of the page. */
export interface MapWords {
  /** Accessible name of the map. */
  readonly title: string;
  /** Heading of the town-centre inset, such as 城区放大. */
  readonly urban: string;
  /** The way back to the whole county. */
  readonly whole: string;
  /** 审图号, or what the map is, such as 示意图 · 非测绘成果. */
  readonly notice: string;
  readonly layers: LayerWords;
  /** What a map that is not there yet waits for. */
  readonly waiting: Readonly<Record<Waiting, string>>;
  /** Said where there is no map for want of a layer, which is asked for again. */
  readonly unread: (missing: Unread) => string;
  /** Said where the map is drawn without layers, which are asked for again. */
  readonly partly: (lacking: readonly RegionLayer[]) => string;
  /** Said where there is no map, with what the engine says of it. */
  readonly failed: (detail: string) => string;
  /** Said where another ground is drawn than the one that was asked for. */
  readonly instead: Readonly<Record<'mapbox' | 'plain', string>>;
}
