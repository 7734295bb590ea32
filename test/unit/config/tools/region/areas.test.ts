import { describe, expect, it } from 'vitest';
import { describeNesting } from './nesting.suite.ts';
import { type AreaFeature, areasOf, demo } from './pack.fixture.ts';

const villages = areasOf(demo, 'villages');

describeNesting('the demo county', demo, [11, 135, 540]);

describe('the demo county', () => {
  it('has small dense communities in the core and large villages outside', () => {
    const mean = (list: AreaFeature[]): number =>
      list.reduce((s, f) => s + f.properties.areaKm2, 0) / list.length;
    const core = villages.filter((v) =>
      ['990101001', '990101002', '990101003'].includes(v.properties.town ?? ''),
    );
    const rural = villages.filter((v) => v.properties.name.endsWith('村'));
    expect(mean(core)).toBeLessThan(4);
    expect(mean(rural)).toBeGreaterThan(5 * mean(core));
    expect(core.every((v) => v.properties.name.endsWith('社区'))).toBe(true);
  });

  it('measures about 60 by 70 kilometres', () => {
    const [w, s, e, n] = demo.bbox;
    expect((e - w) * 100.2).toBeGreaterThan(55);
    expect((e - w) * 100.2).toBeLessThan(65);
    expect((n - s) * 110.8).toBeGreaterThan(64);
    expect((n - s) * 110.8).toBeLessThan(76);
  });
});
