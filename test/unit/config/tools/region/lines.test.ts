import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { distance, type LngLat, ORIGIN, planeAt } from '../../../../../config/tools/region/plane.ts';
import { ROAD_CLASSES } from '../../../../../config/tools/region/road-network.ts';
import { demo, linesOf } from './pack.fixture.ts';

const rivers = linesOf<{ level: number; name: string }>(demo, 'rivers');
const roads = linesOf<{ class: string; from: string; to: string }>(demo, 'roads');
const { toPlane } = planeAt(ORIGIN);
const kilometres = (a: Position, b: Position): number =>
  distance(toPlane(a as unknown as LngLat), toPlane(b as unknown as LngLat));

function longestStep(line: Position[]): number {
  return Math.max(...line.slice(1).map((p, i) => kilometres(line[i] ?? p, p)));
}

function inBox(p: Position): boolean {
  const [w, s, e, n] = demo.bbox;
  const [lng = 0, lat = 0] = p;
  return lng >= w && lng <= e && lat >= s && lat <= n;
}

/** Number of connected parts of lines that meet in identical points. */
function parts(lines: readonly Position[][]): number {
  const next = new Map<string, string[]>();
  for (const line of lines) {
    line.forEach((p, i) => {
      const around = [line[i - 1], line[i + 1]].filter((q) => q !== undefined).map(String);
      next.set(String(p), [...(next.get(String(p)) ?? []), ...around]);
    });
  }
  const seen = new Set<string>();
  let count = 0;
  for (const start of next.keys()) {
    if (seen.has(start)) continue;
    count += 1;
    const todo = [start];
    for (let p = todo.pop(); p !== undefined; p = todo.pop()) {
      if (seen.has(p)) continue;
      seen.add(p);
      todo.push(...(next.get(p) ?? []));
    }
  }
  return count;
}

describe('rivers', () => {
  it('are three to five, stay in the county and have no gaps', () => {
    expect(rivers.length).toBeGreaterThanOrEqual(3);
    expect(rivers.length).toBeLessThanOrEqual(5);
    for (const { geometry } of rivers) {
      expect(geometry.coordinates.every(inBox)).toBe(true);
      expect(longestStep(geometry.coordinates)).toBeLessThan(2);
    }
  });

  it('join: every tributary ends on a point of the main river', () => {
    const [main, ...tributaries] = rivers;
    const course = new Set(main?.geometry.coordinates.map(String));
    for (const t of tributaries) expect(course.has(String(t.geometry.coordinates.at(-1)))).toBe(true);
  });

  it('have a main one that crosses the county from north to south', () => {
    const course = rivers[0]?.geometry.coordinates ?? [];
    const fall = (course[0]?.[1] ?? 0) - (course.at(-1)?.[1] ?? 0);
    expect(fall).toBeGreaterThan(0.8 * (demo.bbox[3] - demo.bbox[1]));
  });
});

describe('roads', () => {
  it('stay in the county and have no gaps', () => {
    for (const { geometry } of roads) {
      expect(geometry.coordinates.length).toBeGreaterThan(1);
      expect(geometry.coordinates.every(inBox)).toBe(true);
      expect(longestStep(geometry.coordinates)).toBeLessThan(2);
    }
  });

  it('are one network, so that one can walk from any road to any other', () => {
    expect(parts(roads.map((r) => r.geometry.coordinates))).toBe(1);
  });

  it('have every class, and names at both ends', () => {
    expect(new Set(roads.map((r) => r.properties.class))).toEqual(new Set(ROAD_CLASSES));
    for (const { properties } of roads) expect(properties.from && properties.to).toBeTruthy();
  });

  it('run along no piece twice', () => {
    const pieces = roads.flatMap(({ geometry: { coordinates } }) =>
      coordinates.slice(1).map((p, i) => [String(p), String(coordinates[i])].sort().join('|')),
    );
    expect(new Set(pieces).size).toBe(pieces.length);
  });
});
