import type { Box } from './fit.ts';
import type { PixelPoint } from './mercator.ts';

/** A line from the docked callout to the mark that it speaks of, in CSS pixels of the map. */
export interface Leader {
  readonly from: PixelPoint;
  readonly to: PixelPoint;
}

/** A mark as a line sees it: its middle and how far it reaches, in CSS pixels. */
export interface Disc extends PixelPoint {
  readonly radius: number;
}

/** A mark that a line had better not run over, and how much it matters. */
export interface Crossable extends Disc {
  readonly weight: number;
}

/** A line, and the weight of what it runs over. */
export interface DrawnLeader {
  readonly leader: Leader;
  readonly crossed: number;
}

/** Shares of each edge of the card at which a line may begin, besides the point nearest to the mark. */
const STARTS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
/** So far along a line one sees whether it runs over the card itself, in pixels. */
const STEP_PX = 1;

/**
 * The line from a card to a mark that crosses least of the others, the shortest of those; it ends at the rim of its own
 * mark, not before: what stands nearby is not to look like what is meant.
 * @returns null where the card lies on the mark
 */
export function leaderTo(mark: Disc, card: Box, others: readonly Crossable[]): DrawnLeader | null {
  let best: DrawnLeader | null = null;
  for (const from of startsOf(card, mark)) {
    const length = Math.hypot(mark.x - from.x, mark.y - from.y);
    if (length <= mark.radius || leadsOver(from, mark, card)) continue;
    const share = 1 - mark.radius / length;
    const to = { x: from.x + (mark.x - from.x) * share, y: from.y + (mark.y - from.y) * share };
    const crossed = crossings({ from, to }, others);
    if (best === null || crossed < best.crossed) best = { leader: { from, to }, crossed };
  }
  return best;
}

/** The weight of the marks that a line touches. */
function crossings({ from, to }: Leader, others: readonly Crossable[]): number {
  return others.reduce(
    (sum, mark) => (distanceTo(from, to, mark) < mark.radius ? sum + mark.weight : sum),
    0,
  );
}

/** Points of a card's edge, the nearest to the mark first. */
function startsOf({ left, top, right, bottom }: Box, { x, y }: PixelPoint): readonly PixelPoint[] {
  const nearest = { x: Math.min(right, Math.max(left, x)), y: Math.min(bottom, Math.max(top, y)) };
  const along = STARTS.flatMap((share): PixelPoint[] => {
    const [across, down] = [left + share * (right - left), top + share * (bottom - top)];
    return [
      { x: across, y: top },
      { x: across, y: bottom },
      { x: left, y: down },
      { x: right, y: down },
    ];
  });
  const away = (at: PixelPoint): number => Math.hypot(at.x - x, at.y - y);
  return [nearest, ...along.sort((a, b) => away(a) - away(b))];
}

/** Whether a line from the edge of a card leads over the card itself. */
function leadsOver(from: PixelPoint, to: PixelPoint, { left, top, right, bottom }: Box): boolean {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [x, y] = [
    from.x + ((to.x - from.x) / length) * STEP_PX,
    from.y + ((to.y - from.y) / length) * STEP_PX,
  ];
  return x > left && x < right && y > top && y < bottom;
}

function distanceTo(from: PixelPoint, to: PixelPoint, { x, y }: PixelPoint): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}
