import { describe, expect, it } from 'vitest';
import { type DockRoom, dockFor } from '../../../../../screen/map/geo/dock.ts';
import type { Box } from '../../../../../screen/map/geo/fit.ts';

const LEGEND: Box = { left: 10, top: 500, right: 260, bottom: 790 };
const CARD = { width: 300, height: 150 };

function room(change: Partial<DockRoom> = {}): DockRoom {
  const size = { width: 1000, height: 800 };
  return { size, card: CARD, gapPx: 10, docks: [LEGEND], marks: [], ringPx: 40, covers: () => 0, ...change };
}

describe('the dock of a callout', () => {
  it('is at the edge nearest to its mark', () => {
    expect(dockFor({ x: 300, y: 60 }, room()).x).toBe(10);
    expect(dockFor({ x: 700, y: 60 }, room()).x).toBe(690);
  });
  it('is beside its mark, not across the map', () => {
    expect(dockFor({ x: 660, y: 400 }, room())).toEqual({ x: 690, y: 325 });
  });
  it('keeps clear of what else is docked there', () => {
    const { x, y } = dockFor({ x: 350, y: 700 }, room());
    expect(x === 10 && y + CARD.height > LEGEND.top).toBe(false);
  });
  it('covers neither its own mark nor another that must stay in sight', () => {
    const mark = { x: 800, y: 400 };
    const other = { x: 850, y: 300 };
    const { x, y } = dockFor(mark, room({ marks: [mark, other] }));
    for (const one of [mark, other])
      expect(one.x > x && one.x < x + CARD.width && one.y > y && one.y < y + CARD.height).toBe(false);
  });
  it('stands a little farther away where that covers less of the region', () => {
    const covers = ({ left, top }: Box) => (left > 500 && top > 100 ? 1 : 0);
    expect(dockFor({ x: 680, y: 300 }, room({ covers }))).toEqual({ x: 690, y: 10 });
  });
  it('is the upper left corner when there is no room at all', () => {
    expect(dockFor({ x: 5, y: 5 }, room({ size: { width: 100, height: 100 } })).y).toBe(10);
  });
});
