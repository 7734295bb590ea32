import type { LadderStep } from './life.ts';
import type { RegionInfo } from './region.ts';
import type { RiskLevel } from './risk.ts';
import type { TileInfo } from './tiles.ts';
import type { HandlingLevel, Projection } from './vocabulary.ts';
import type { WallProfile } from './wall.ts';

/** A rung of the supervision ladder and what `life.json` calls it. */
export interface Rung {
  readonly step: LadderStep;
  readonly label: string;
}

/** Who answers for a level of risk 包保 by `risk.json`: the level of handling, and a post, never a person. */
export interface Guarantee {
  readonly level: HandlingLevel;
  readonly post: string;
}

/** `GET /v1/wall?wall=PROFILE&as=visitor`: everything the page needs before its first frame. */
export interface PageConfig {
  /** Name of the hall, header of the wall. */
  readonly title: string;
  readonly titleEn: string | null;
  readonly site: string;
  readonly version: string;
  readonly access: 'demo' | 'keys';
  readonly projection: Projection;
  readonly profile: WallProfile;
  readonly profiles: readonly { readonly id: string; readonly title: string }[];
  readonly basemap: 'maplibre' | 'mapbox' | 'auto';
  readonly region: RegionInfo;
  /** Further grounds below the marks, from below to above. */
  readonly tiles: readonly TileInfo[];
  /** `postEn`: what an English page calls the post; absent where the hall does not say. */
  readonly duty: { readonly post: string; readonly postEn?: string | undefined; readonly phone: string };
  readonly workingHours: { readonly from: string; readonly to: string };
  /** When shifts change, `HH:MM` of the site's day; the timers look ahead to the next. At least one. */
  readonly handovers: readonly string[];
  /** Rungs of the rules that this gateway was started with, from the mildest to the gravest. */
  readonly ladder: readonly Rung[];
  /** Of the same rules, by level of risk; null where they name nobody. */
  readonly guarantees: Readonly<Record<RiskLevel, Guarantee>> | null;
}
