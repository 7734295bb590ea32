import { describe, expect, it } from 'vitest';
import { type DockRoom, dockFor } from '../../../../../screen/map/geo/dock.ts';
import type { Box } from '../../../../../screen/map/geo/fit.ts';
import { leaderTo } from '../../../../../screen/map/geo/leader.ts';

const LEGEND: Box = { left: 10, top: 500, right: 260, bottom: 790 };
const CARD = { width: 300, height: 150 };

function room(change: Partial<DockRoom> = {}): DockRoom {
  const size = { width: 1000, height: 800 };
  const none = { docks: [LEGEND], marks: [], shown: [], others: [], covers: () => 0 };
  return { size, card: CARD, gapPx: 10, ringPx: 40, ...none, ...change };
}

const at = (x: number, y: number) => ({ x, y, radius: 15 });

describe('the dock of a callout', () => {
  it('is at the edge nearest to its mark', () => {
    expect(dockFor(at(300, 60), room()).x).toBe(10);
    expect(dockFor(at(700, 60), room()).x).toBe(690);
  });
  it('is beside its mark, not across the map', () => {
    expect(dockFor(at(660, 400), room())).toEqual({ x: 690, y: 325 });
  });
  it('keeps clear of what else is docked there', () => {
    const { x, y } = dockFor(at(350, 700), room());
    expect(x === 10 && y + CARD.height > LEGEND.top).toBe(false);
  });
  it('covers neither its own mark nor another that must stay in sight', () => {
    const mark = at(800, 400);
    const other = { x: 850, y: 300 };
    const { x, y } = dockFor(mark, room({ marks: [mark, other] }));
    for (const one of [mark, other])
      expect(one.x > x && one.x < x + CARD.width && one.y > y && one.y < y + CARD.height).toBe(false);
  });
  it('stands a little farther away where that covers less of the region', () => {
    const covers = ({ left, top }: Box) => (left > 500 && top > 100 ? 1 : 0);
    expect(dockFor(at(680, 300), room({ covers }))).toEqual({ x: 690, y: 10 });
  });
  it('is in the open sea wherever there is some, however long its line', () => {
    const sea = ({ left, right, bottom }: Box) => (right <= 320 && left >= 0 && bottom <= 200 ? 0 : 0.3);
    expect(dockFor(at(900, 700), room({ covers: sea }))).toEqual({ x: 10, y: 10 });
  });
  it('is where the line to its mark crosses no other that waits', () => {
    const mark = at(660, 400);
    const wall = [360, 400, 440].map((y) => ({ ...at(680, y), radius: 19, weight: 1 }));
    const crossed = ({ x, y }: { x: number; y: number }) =>
      leaderTo(mark, { left: x, top: y, right: x + CARD.width, bottom: y + CARD.height }, wall)?.crossed;
    expect(crossed(dockFor(mark, room()))).toBeGreaterThan(0);
    expect(crossed(dockFor(mark, room({ others: wall })))).toBe(0);
  });
  it('hides as few marks as it can, where that costs little', () => {
    const shown = [330, 400, 470].map((y) => ({ x: 800, y }));
    const { y } = dockFor(at(600, 400), room({ shown }));
    expect(shown.filter((one) => one.y > y && one.y < y + CARD.height).length).toBeLessThan(3);
  });
  it('stays while another place is hardly better', () => {
    const before = { x: 690, y: 249 };
    expect(dockFor(at(660, 400), room({ docks: [], before: { x: 690, y: 325 } })).y).toBe(325);
    expect(dockFor(at(500, 60), room({ before: { x: 10, y: 10 } })).x).toBe(10);
    expect(dockFor(at(500, 60), room({ before: { x: 690, y: 10 } })).x).toBe(690);
    expect(dockFor(at(300, 60), room({ before })).x).toBe(10);
  });
  it('is the upper left corner when there is no room at all', () => {
    expect(dockFor(at(5, 5), room({ size: { width: 100, height: 100 } })).y).toBe(10);
  });
});
