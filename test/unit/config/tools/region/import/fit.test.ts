import { describe, expect, it } from 'vitest';
import { measureFit } from '../../../../../../config/tools/region/import/coverage.ts';
import type { LngLat } from '../../../../../../config/tools/region/plane.ts';
import { area, box, collection, EAST, imported, refused, WEST } from './sources.ts';

const shape = (...corners: [number, number, number, number]) => [[box(...corners) as unknown as LngLat[]]];
const WHOLE = shape(100, 30, 100.2, 30.1);
/** km² of a hundredth by a tenth of a degree here, about 0.96 by 11.1 km. */
const STRIP_KM2 = 10.7;

describe('measuring how parts fit', () => {
  it('finds nothing where they fill their whole', () => {
    expect(measureFit(WHOLE, [shape(100, 30, 100.1, 30.1), shape(100.1, 30, 100.2, 30.1)])).toEqual([]);
  });

  it.each([
    ['overlap', 100.11, 100.1, [0, 1]],
    ['gap', 100.1, 100.11, [0, 1]],
  ] as const)('measures an %s of neighbours in km² and where it is widest', (kind, east, west, parts) => {
    const [flaw, ...others] = measureFit(WHOLE, [shape(100, 30, east, 30.1), shape(west, 30, 100.2, 30.1)]);
    expect(others).toEqual([]);
    expect(flaw).toMatchObject({ kind, parts });
    expect(flaw?.areaKm2).toBeGreaterThan(0.97 * STRIP_KM2);
    expect(flaw?.areaKm2).toBeLessThan(1.03 * STRIP_KM2);
    expect(flaw?.worst[0]).toBeCloseTo(100.105, 4);
    expect(flaw?.widthKm).toBeCloseTo(0.965, 1);
  });

  it('measures what reaches beyond the whole', () => {
    const [flaw] = measureFit(WHOLE, [shape(100, 30, 100.21, 30.1)]);
    expect(flaw).toMatchObject({ kind: 'outside', parts: [0, -1] });
  });

  it('sees holes as ground of nobody', () => {
    const doughnut = [
      [...(WHOLE[0] ?? []), (box(100.05, 30.02, 100.06, 30.04) as unknown as LngLat[]).reverse()],
    ];
    expect(measureFit(WHOLE, [doughnut]).map(({ kind }) => kind)).toEqual(['gap']);
    expect(measureFit(WHOLE, [doughnut, shape(100.05, 30.02, 100.06, 30.04)])).toEqual([]);
  });
});

describe('seams and overlaps of an import', () => {
  const wider = (east: number) =>
    collection(area({ code: '9901', name: '西街道' }, box(100, 30, east, 30.1)), EAST);

  it('are told as a warning, with km² and the worst place', () => {
    const [warning, ...others] = imported({ streets: wider(100.101) }).warnings;
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /^streets: neighbours overlap, 1\.0\d km² in 1 place\(s\); the worst: 西街道 and 东镇 overlap/,
    );
    expect(warning).toContain('m wide at 100.10050,');
    expect(imported({ streets: wider(100.099) }).warnings.join()).toContain('a gap between 西街道 and 东镇');
  });

  it('refuse the import when they are a large share of the parent, unless that is allowed', () => {
    expect(refused({ streets: wider(100.12) }).join()).toContain('allow it with --tolerance PERCENT');
    expect(refused({ streets: wider(100.12) }, { tolerance: 0.2 })).toEqual([]);
  });

  it('are written into the README of the pack', () => {
    expect(imported({ streets: wider(100.101) }).files.get('README.md')).toContain('neighbours overlap');
    expect(imported({ streets: collection(WEST, EAST) }).files.get('README.md')).toContain(
      'None: neighbours fit',
    );
  });
});
