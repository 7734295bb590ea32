import { describe, expect, it } from 'vitest';
import { contains, metres, moved, type Point } from '../../../../mock-feeds/world/geo.ts';
import type { Pack } from '../../../../mock-feeds/world/pack.ts';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { boxPack, demoPack, FRIDAY, NIGHT, within, worldOf } from '../worlds.ts';

const HOUR = 3_600_000;
const pack = demoPack();

interface Fix {
  readonly at: number;
  readonly point: Point;
}

function fixesOf(world: World, from: number, to: number): Map<string, Fix[]> {
  const fixes = new Map<string, Fix[]>();
  for (const { at, event } of world.feeds.terminal.events(from, to)) {
    if (event.type !== 'terminal.located') continue;
    const { lng, lat } = event.data.location as { lng: number; lat: number };
    fixes.set(event.subject, [...(fixes.get(event.subject) ?? []), { at, point: [lng, lat] }]);
  }
  return fixes;
}

/** Metres from a point to the nearest road. */
function offRoad({ roads }: Pack, point: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const { line } of roads) {
    for (let i = 1; i < line.length; i += 1) {
      const [a, b] = [line[i - 1] as Point, line[i] as Point];
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const share = Math.min(
        1,
        Math.max(0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)),
      );
      nearest = Math.min(nearest, metres(point, [a[0] + share * dx, a[1] + share * dy]));
    }
  }
  return nearest;
}

const onDuty = (world: World, at: number) => {
  const state = new Map<string, unknown>();
  for (const { event } of world.feeds.terminal.events(0, at)) {
    if (event.type === 'terminal.status_changed') state.set(event.subject, event.data.onDuty);
  }
  return [...state.values()].filter((duty) => duty === true).length;
};

describe('patrol terminals', () => {
  it('are 1,436, nearly all on duty by day and about a quarter at night', () => {
    const day = worldOf({ pack, terminals: 1_436 });
    expect(day.terminals.fleet).toHaveLength(1_436);
    expect(onDuty(day, FRIDAY)).toSatisfy(within(1_380, 1_420));
    expect(onDuty(worldOf({ pack, terminals: 1_436, startMs: NIGHT }), NIGHT)).toSatisfy(within(280, 440));
  });

  it('report every 30 to 60 s with little jitter, some of them dropping out for a while', () => {
    const fixes = fixesOf(worldOf({ pack, terminals: 300 }), FRIDAY, FRIDAY + HOUR);
    const gaps = [...fixes.values()].flatMap((list) =>
      list.slice(1).map(({ at }, i) => at - (list[i]?.at ?? 0)),
    );
    const usual = gaps.filter((gap) => gap >= 18_000 && gap <= 84_000).length / gaps.length;
    expect(usual).toBeGreaterThan(0.99);
    expect(Math.max(...gaps)).toBeGreaterThan(300_000);
  });

  it('move no faster than an e-bike and most of them at walking pace', () => {
    const fixes = fixesOf(worldOf({ pack, terminals: 150 }), FRIDAY, FRIDAY + HOUR / 2);
    const speeds = [...fixes.values()].flatMap((list) =>
      list.slice(1).map(({ at, point }, i) => {
        const before = list[i] as Fix;
        return (metres(before.point, point) / (at - before.at)) * 3_600;
      }),
    );
    expect(Math.max(...speeds)).toBeLessThan(17);
    expect(speeds.filter((speed) => speed < 6).length / speeds.length).toBeGreaterThan(0.8);
    expect(speeds.filter((speed) => speed > 2).length / speeds.length).toBeGreaterThan(0.4);
  });

  it('keep to the roads and to the county', () => {
    const fixes = fixesOf(worldOf({ pack, terminals: 150 }), FRIDAY, FRIDAY + 120_000);
    const points = [...fixes.values()].map((list) => (list[0] as Fix).point);
    const [west, south, east, north] = pack.box;
    expect(points.filter(([lng, lat]) => lng < west || lng > east || lat < south || lat > north)).toEqual([]);
    expect(points.filter((point) => offRoad(pack, point) < 15).length / points.length).toBeGreaterThan(0.9);
  });

  it('wander inside the rectangle of a region that has no roads', () => {
    const box = boxPack();
    const world = worldOf({ pack: box, terminals: 40 });
    const points = [...fixesOf(world, FRIDAY, FRIDAY + HOUR / 4).values()].flat().map(({ point }) => point);
    const inside = (point: Point) =>
      [
        [8, 0],
        [-8, 0],
        [0, 8],
        [0, -8],
        [0, 0],
      ].some(([x, y]) =>
        box.cells.some(({ polygons }) => contains(polygons, moved(point, x as number, y as number))),
      );
    expect(points.length).toBeGreaterThan(400);
    expect(points.every(inside)).toBe(true);
  });

  it('drain their batteries over a shift and never speak while off duty', () => {
    const world = worldOf({ pack, terminals: 200 });
    const duty = new Map<string, boolean>();
    const silent: string[] = [];
    const batteries = new Map<string, number[]>();
    for (const { event } of world.feeds.terminal.events(0, FRIDAY + HOUR)) {
      if (event.type === 'terminal.status_changed') duty.set(event.subject, event.data.onDuty === true);
      if (event.type !== 'terminal.located') continue;
      if (duty.get(event.subject) !== true) silent.push(event.id);
      batteries.set(event.subject, [...(batteries.get(event.subject) ?? []), event.data.battery as number]);
    }
    expect(silent).toEqual([]);
    const drained = [...batteries.values()].filter((levels) => (levels.at(-1) ?? 0) < (levels[0] ?? 0));
    expect(drained.length).toBeGreaterThan(150);
  });

  it('tell only their duty, and who called for help, of a gap whose positions nobody needs', () => {
    const changes = worldOf({ pack, terminals: 200 }).terminals.changes(FRIDAY, FRIDAY + 24 * HOUR);
    expect(changes.length).toBeGreaterThan(300);
    const others = changes.filter(({ event }) => event.type !== 'terminal.status_changed');
    expect(others.map(({ event }) => event.type)).toEqual(['terminal.sos_raised']);
  });
});
