import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LngLat } from '../../../../../gateway/contract/entities.ts';
import { loadGeometry, type RegionGeometry } from '../../../../../screen/map/geo/geometry.ts';
import { fitTransform, type PixelPoint, toPixel } from '../../../../../screen/map/geo/mercator.ts';
import { placeOfCase } from '../../../../../screen/map/geo/place.ts';
import { boundsOf } from '../../../../../screen/map/geo/polygon.ts';
import { nameRooms } from '../../../../../screen/map/labels/rooms.ts';
import type { Standing } from '../../../../../screen/map/marks/apart.ts';
import { BADGE_REM, badgeInk } from '../../../../../screen/map/marks/badge.ts';
import { callersOf, isOpen, leadMarks } from '../../../../../screen/map/marks/build.ts';
import { clusterItems } from '../../../../../screen/map/marks/clusters.ts';
import { loudMarks } from '../../../../../screen/map/marks/loud.ts';
import { standFirst } from '../../../../../screen/map/marks/stand.ts';
import type { Mark } from '../../../../../screen/map/port.ts';
import type { SceneData } from '../../../../e2e/scene/states.ts';
import { ROOT } from '../../../../support/budgets/tree.ts';
import { theme } from '../support.ts';

const REM_PX = theme.remPx;
/** Share of a mark's size that its shape fills in every direction. */
const BODY = 0.38;
/** In rem: as far as a high risk may stand from where it belongs in a flood, and a single mark. */
const FARTHEST = { high: 9, others: 6 } as const;

const read = (name: string) => readFileSync(join(ROOT, name));
const { entities } = JSON.parse(
  gunzipSync(read('test/e2e/scene/data/operator.json.gz')).toString(),
) as SceneData;
const cases = entities.case ?? [];
const alarm = new Map((entities.alarm ?? []).map((one) => [one.id, one]));
const calling = callersOf(entities.terminal ?? []);
const { urban } = JSON.parse(read('config/region/demo/region.json').toString()) as {
  urban: [number, number, number, number];
};

let geometry: RegionGeometry;
beforeAll(async () => {
  const layers = { county: 'county', towns: 'towns', villages: 'villages' };
  geometry = await loadGeometry({ layers, areas: [] }, async (name) =>
    JSON.parse(read(`config/region/demo/${name}.geojson`).toString()),
  );
});

/** A flood in the seat town, as the map shows it in a room of some pixels. */
function drawn(box: Parameters<typeof fitTransform>[0], width: number, height: number, byVillage: boolean) {
  const transform = fitTransform(box, { width, height }, { top: 0, right: 0, bottom: 0, left: 0 });
  const context = {
    geometry,
    theme,
    view: {
      transform: () => transform,
      size: () => ({ width, height }),
      closeness: () => 0,
      onChange: () => () => undefined,
    },
  };
  const loud = loudMarks({ alarm, calling, focus: null }, { transform, remPx: REM_PX });
  const leads = leadMarks(entities.video ?? [], REM_PX);
  const names = (taken: readonly Standing[]) =>
    byVillage ? nameRooms(context, loud.standing, taken.slice(loud.standing.length)) : [];
  const view = { transform, byVillage, joins: true, loud: loud.standing, leads, names, looked: null };
  const surroundings = { areas: geometry.areas, remPx: REM_PX };
  const first = standFirst(cases, surroundings, view);
  const items = clusterItems(cases, surroundings, view, first);
  const marks = [...loud.calls, ...loud.alarms, ...items.single, ...items.heaps, ...first.leads];
  const pixel = (at: LngLat): PixelPoint => toPixel(transform, at);
  return { marks, items, pixel };
}

const VIEWS = [
  ['the county on the ordinary wall', () => drawn(boundsOf(geometry.county), 640, 800, true)],
  ['the seat town in its inset', () => drawn(urban, 276, 200, false)],
] as const;

const apart = (a: PixelPoint, b: PixelPoint) => Math.hypot(a.x - b.x, a.y - b.y);

/** How many items a number may speak of. */
function reach({ count }: Mark): readonly [number, number] {
  if (count === undefined) return [1, 1];
  const least = Number.parseInt(count, 10);
  return count.endsWith('+') ? [least + 1, least + 20] : [least, least];
}

describe.each(VIEWS)('a flood in %s', (_name, picture) => {
  it('shows every mark: none lies on another', () => {
    const { marks, pixel } = picture();
    const covered = marks.flatMap((a, i) =>
      marks
        .slice(i + 1)
        .filter((b) => apart(pixel(a), pixel(b)) < BODY * (a.size + b.size) - 1)
        .map((b) => `${a.icon} ${a.id} and ${b.icon} ${b.id}`),
    );
    expect(marks.length).toBeGreaterThan(40);
    expect(covered).toEqual([]);
  });

  it('lets every number of several be read', () => {
    const { marks, pixel } = picture();
    const hidden = marks.flatMap((mark) => {
      if (mark.count === undefined) return [];
      const ink = badgeInk(mark.count);
      const at = pixel(mark);
      const middle = {
        x: at.x + ((ink.left + ink.right) / 2) * BADGE_REM * REM_PX,
        y: at.y + ((ink.top + ink.bottom) / 2) * BADGE_REM * REM_PX,
      };
      return marks
        .filter((other) => other !== mark && apart(pixel(other), middle) < BODY * other.size)
        .map((other) => `${mark.count} under ${other.icon} ${other.id}`);
    });
    expect(hidden).toEqual([]);
  });

  it('loses no item, and leaves every high risk a mark of its own', () => {
    const { items } = picture();
    const open = cases.filter((item) => isOpen(item) && placeOfCase(item, geometry.areas) !== null);
    const told = [...items.single, ...items.heaps].map(reach);
    expect(told.reduce((sum, [least]) => sum + least, 0)).toBeLessThanOrEqual(open.length);
    expect(told.reduce((sum, [, most]) => sum + most, 0)).toBeGreaterThanOrEqual(open.length);
    const high = open.filter(({ level }) => level === 'HIGH').map(({ id }) => id);
    const alone = items.single.map(({ id }) => id);
    expect(high.filter((id) => !alone.includes(id))).toEqual([]);
  });

  it('leaves what stands aside near its own place, which it keeps in mind', () => {
    const { items, pixel } = picture();
    const aside = items.single.filter(({ from }) => from !== undefined);
    expect(aside.length).toBeGreaterThan(0);
    for (const mark of aside) {
      const way = apart(pixel(mark), pixel(mark.from ?? mark)) / REM_PX;
      expect(way, mark.icon).toBeLessThan(mark.icon === 'high' ? FARTHEST.high : FARTHEST.others);
    }
  });
});
