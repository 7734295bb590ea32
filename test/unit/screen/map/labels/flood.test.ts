import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bbox } from '../../../../../gateway/contract/region.ts';
import { type Box, fitAround, samplePoints } from '../../../../../screen/map/geo/fit.ts';
import { loadGeometry, type RegionGeometry } from '../../../../../screen/map/geo/geometry.ts';
import { boundsOf } from '../../../../../screen/map/geo/polygon.ts';
import { callersOf } from '../../../../../screen/map/marks/build.ts';
import { createSharedPlaces } from '../../../../../screen/map/marks/places.ts';
import { createShownMarks } from '../../../../../screen/map/marks/shown.ts';
import type { LayerContext, Mark } from '../../../../../screen/map/port.ts';
import { allLayers } from '../../../../../screen/map/registry.ts';
import type { SceneData } from '../../../../e2e/scene/states.ts';
import { ROOT } from '../../../../support/budgets/tree.ts';
import { FakeElement } from '../fake-element.ts';
import { byId, mapData, theme } from '../support.ts';

/** The map of the ordinary wall, and what is docked over it, in CSS pixels. */
const SIZE = { width: 956, height: 943 };
const PADDING = { top: 24, right: 24, bottom: 40, left: 24 };
const LEGEND: Box = { left: 21, top: 692, right: 446, bottom: 923 };
const INSET: Box = { left: 645, top: 666, right: 938, bottom: 914 };
const KEPT_FREE: Box = { left: 16, top: 16, right: 341, bottom: 176 };
const CALLOUTS = [
  ['in the open sea', { left: 21, top: 63, right: 277, bottom: 285 }],
  ['beside the flooded street', { left: 683, top: 427, right: 938, bottom: 649 }],
] as const;
/** Letters of a name are as wide as they are high, digits about half as wide. */
const REM = { letter: 1.25, digit: 0.62, lines: 2.7 };

/** Measured as the page measures it. */
class Label extends FakeElement {
  override get offsetWidth(): number {
    const [name, numbers] = [...this.children];
    const digits = [...(numbers?.all() ?? [])].reduce((sum, one) => sum + one.textContent.length, 1);
    return Math.max((name?.textContent.length ?? 0) * REM.letter, digits * REM.digit) * theme.remPx;
  }
  override get offsetHeight(): number {
    return REM.lines * theme.remPx;
  }
}

const read = (name: string) => readFileSync(join(ROOT, name));
const { entities } = JSON.parse(
  gunzipSync(read('test/e2e/scene/data/operator.json.gz')).toString(),
) as SceneData;
const flood = mapData({
  case: byId(...(entities.case ?? [])),
  alarm: byId(...(entities.alarm ?? [])),
  video: byId(...(entities.video ?? [])),
  terminal: byId(...(entities.terminal ?? [])),
  kpi: byId(...(entities.kpi ?? [])),
  calling: callersOf(entities.terminal ?? []),
});

let geometry: RegionGeometry;
beforeAll(async () => {
  const layers = { county: 'county', towns: 'towns', villages: 'villages', town_points: 'town_points' };
  geometry = await loadGeometry({ layers, areas: [] }, async (name) =>
    JSON.parse(read(`config/region/demo/${name}.geojson`).toString()),
  );
});
beforeEach(() => {
  vi.stubGlobal('document', { createElement: (tag: string) => new Label(tag) });
  vi.stubGlobal('window', { devicePixelRatio: 1 });
});
afterEach(() => vi.unstubAllGlobals());

/** The flood on the map of the ordinary wall. */
function drawn(callout: Box) {
  const county = boundsOf(geometry.county) as Bbox;
  const fixtures = [LEGEND, INSET, KEPT_FREE];
  const room = { size: SIZE, padding: PADDING, docks: fixtures };
  const transform = fitAround(county, samplePoints(county, geometry.county), room);
  const [below, above] = [new Label(), new Label()];
  const marks: (readonly Mark[])[] = [];
  const context = {
    geometry,
    theme,
    words: { online: '在线', onDuty: '在岗' },
    view: {
      transform: () => transform,
      size: () => SIZE,
      closeness: () => 0,
      onChange: () => () => undefined,
    },
    scene: { addMarks: () => ({ set: (all: readonly Mark[]) => marks.push(all), remove: () => undefined }) },
    ground: { setDensity: () => undefined },
    shown: createShownMarks(),
    places: createSharedPlaces(),
    smooth: false,
    below,
    above,
    docks: () => [...fixtures, callout],
    fixtures: () => fixtures,
  } as unknown as LayerContext;
  const drawing = allLayers().filter(({ id }) => ['items', 'alarms', 'leads', 'sos', 'names'].includes(id));
  for (const layer of drawing) layer.mount(context).update(flood);
  const labels = [...above.children].filter(({ className }) => className === 'map-town');
  return { labels, below, above };
}

const boxOf = ({ style, offsetWidth, offsetHeight }: FakeElement): Box => {
  const [, left = 0, top = 0] = /\((-?\d+)px, (-?\d+)px/.exec(style.transform ?? '')?.map(Number) ?? [];
  return { left, top, right: left + offsetWidth, bottom: top + offsetHeight };
};
const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe.each(CALLOUTS)('in a flood, with the callout %s', (_, callout) => {
  it('every street has its name, under nothing that is docked and over no other name', () => {
    const { labels } = drawn(callout);
    const standing = labels.filter(({ style }) => style.visibility === 'visible');
    const names = standing.map((label) => [...label.children][0]?.textContent);
    expect(names.sort()).toEqual(geometry.towns.map(({ name }) => name).sort());
    expect(names).toContain('金龙街道');
    const boxes = standing.map(boxOf);
    for (const box of boxes)
      expect([callout, LEGEND, INSET].filter((dock) => overlap(box, dock))).toEqual([]);
    for (const [index, box] of boxes.entries())
      expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
  });

  it('the lines of names that stand elsewhere lie below the marks', () => {
    const { below, above } = drawn(callout);
    const ties = (host: FakeElement) =>
      [...host.children].filter(({ className }) => className === 'map-name-tie').length;
    expect(ties(below)).toBeGreaterThan(0);
    expect(ties(above)).toBe(0);
  });
});
