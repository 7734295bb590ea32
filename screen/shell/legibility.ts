import type { PanelId, WallProfile } from '../../gateway/contract/wall.ts';
import type { Viewport } from '../composables/useViewport.ts';
import { arcMinutes, rootPx } from './calibration.ts';

/** Least angles from the farthest seat, in minutes of arc (visual language, Type): of body text, and of anything that carries meaning. */
export const LEAST_ARC = { body: 20, meaning: 16 } as const;

/** The styles of type of `styles/tokens.css`, the smallest first, each a custom property `--size-…`. */
export const STYLES = [
  'meta',
  'body',
  'list-title',
  'panel-title',
  'timer',
  'hall',
  'status',
  'clock',
  'kpi',
] as const;
export type StyleName = (typeof STYLES)[number];

/** One style as it is seen from the farthest seat. */
export interface SeenStyle {
  readonly style: StyleName;
  readonly px: number;
  /** Minutes of arc. */
  readonly angle: number;
  readonly least: number;
  readonly fails: boolean;
}

/** How the wall reads from its farthest seat. */
export interface Legibility {
  readonly styles: readonly SeenStyle[];
  /** Panels that found no room on the first page, best rank first. */
  readonly left: readonly PanelId[];
  /** Whether the page is drawn in the pixels that the profile was measured for; else the angles are of this window. */
  readonly asMeasured: boolean;
}

export interface LegibilitySources {
  readonly profile: Pick<WallProfile, 'pixels' | 'metres'>;
  readonly viewport: Viewport;
  readonly left: readonly PanelId[];
  /** Size of a style in root units. */
  readonly remOf: (style: StyleName) => number;
}

/** The legibility report (decisions D9): the angle of each style, what fails, and what left the layout for it. */
export function legibilityOf({ profile, viewport, left, remOf }: LegibilitySources): Legibility {
  const unit = rootPx(viewport, profile.metres);
  const styles = STYLES.map((style): SeenStyle => {
    const px = remOf(style) * unit;
    const angle = arcMinutes(px, viewport, profile.metres);
    const least = style === 'meta' ? LEAST_ARC.meaning : LEAST_ARC.body;
    return { style, px, angle, least, fails: angle < least - ROUNDING };
  });
  const { width, height } = profile.pixels;
  return { styles, left, asMeasured: viewport.width === width && viewport.height === height };
}

/** The root unit is rounded to a hundredth of a pixel. */
const ROUNDING = 0.05;
