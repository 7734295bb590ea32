import type { WallProfile } from '../../gateway/contract/wall.ts';
import type { Viewport } from '../composables/useViewport.ts';

/** Body text in root units, as `styles/tokens.css` sets it. */
export const BODY_REM = 1.25;
/** Height of a Han glyph as a share of its font size. */
const GLYPH_SHARE = 0.92;
const RAD_PER_ARC_MINUTE = Math.PI / (180 * 60);
/** Least angle of body text seen from the farthest seat (visual language, Type). */
const BODY_ARC_MINUTES = 20;
/** 1 rem is 16 px at 1080 lines before calibration. */
const BASE_PX = 16;
const BASE_LINES = 1_080;
/** A window narrower than 4:3 is scaled by its width, or columns would not stand beside one another. */
const BASE_WIDTH = 1_440;

/** Angle in minutes of arc under which a font size is seen from the farthest seat. */
export function arcMinutes(fontPx: number, viewport: Viewport, metres: WallProfile['metres']): number {
  const glyphMm = fontPx * GLYPH_SHARE * mmPerPx(viewport, metres);
  return (2 * Math.atan(glyphMm / (2_000 * metres.farthestSeat))) / RAD_PER_ARC_MINUTE;
}

/**
 * The root unit in CSS pixels: as large as the screen's lines give, larger where body text would be seen under less than
 * 20 minutes of arc from the farthest seat. What no longer fits then leaves (see `planPanels`); nothing shrinks.
 */
export function rootPx(viewport: Viewport, metres: WallProfile['metres']): number {
  const base = BASE_PX * Math.min(viewport.height / BASE_LINES, viewport.width / BASE_WIDTH);
  const glyphMm = 2_000 * metres.farthestSeat * Math.tan((BODY_ARC_MINUTES * RAD_PER_ARC_MINUTE) / 2);
  const bodyPx = glyphMm / (mmPerPx(viewport, metres) * GLYPH_SHARE);
  return Math.round(Math.max(base, bodyPx / BODY_REM) * 100) / 100;
}

function mmPerPx(viewport: Viewport, metres: WallProfile['metres']): number {
  return (metres.width * 1_000) / viewport.width;
}
