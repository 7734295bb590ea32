import { describe, expect, it, vi } from 'vitest';
import { AGE_KPIS } from '../../../../gateway/contract/ages.ts';
import { FIGURE_KPIS } from '../../../../gateway/contract/figures.ts';
import { KPI_DEFINITIONS } from '../../../../gateway/contract/kpi.ts';
import { PERIODS } from '../../../../gateway/contract/measures.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, folded, log, NOON, tick } from './log.ts';
import { RULED, randomLog } from './random-log.ts';
import { foldWith, item, items, only, TICK } from './warning/support.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Asks for a number by the name under which the wall shows it. */
function asked(fold: Fold, name: string, area: string | null = null) {
  const at = fold.now();
  if (!name.startsWith('figure.')) return fold.explainKpi({ id: name, period: null, area, at });
  const figure = name.slice('figure.'.length);
  const ends = ['NOW', ...PERIODS].find((each) => figure.endsWith(`.${each}`));
  const id = ends === undefined ? figure : figure.slice(0, -ends.length - 1);
  const period = PERIODS.find((each) => each === ends) ?? null;
  return fold.explainKpi({ id, period, area, at });
}

describe('every number is explained', () => {
  it('that has a definition, also before anything was told', () => {
    const fold = folded(log(configured(RULED), tick(NOON)));
    const names = [...KPI_DEFINITIONS, ...AGE_KPIS].map(({ id }) => id).concat(FIGURE_KPIS);
    expect(names.filter((name) => asked(fold, name)?.equal !== true)).toEqual([]);
  });

  it('that any log brings up', () => {
    fc.assert(
      fc.property(randomLog, (entries) => {
        const fold = folded(entries);
        for (const { id, area } of fold.all('kpi')) {
          const name = area === null ? id : id.slice(0, -area.length - 1);
          expect([id, asked(fold, name, area) !== null]).toEqual([id, true]);
        }
      }),
      numRuns(30),
    );
  });
});

describe('of a rule of early warnings', () => {
  const seen = [...items(19, (i) => i / 2)];
  const OBSERVED = 'warning.rules.observations.repeat-village';

  it('what it has seen is told one by one', () => {
    const { fold } = foldWith(only('repeat-village'), ...seen, TICK);
    const explained = asked(fold, OBSERVED);
    expect(explained).toMatchObject({ equal: true, told: { value: 19 } });
    expect(explained?.rows).toHaveLength(19);
    expect(explained?.rows[0]).toMatchObject({ part: 1 });
    expect(explained?.rows.every(({ subject, ns }) => subject.startsWith('case:') && ns.length > 0)).toBe(
      true,
    );
  });

  it('that it is silent is told with the configuration that says so, until it has seen enough', () => {
    const { fold, tell } = foldWith(only('repeat-village'), ...seen, TICK);
    const silent = { equal: true, told: { value: 1 }, rows: [{ subject: 'rule:repeat-village', ns: [1] }] };
    expect(asked(fold, 'warning.rules.silent')).toMatchObject(silent);
    expect(asked(fold, 'warning.rules.silent.repeat-village')).toMatchObject(silent);
    tell(item('one-more', 0, {}, { area: 'v2' }), tick(NOON + 10_000));
    const spoken = { equal: true, told: { value: 0 }, rows: [] };
    expect(asked(fold, 'warning.rules.silent')).toMatchObject(spoken);
    expect(asked(fold, 'warning.rules.silent.repeat-village')).toMatchObject(spoken);
  });
});

it('office hours are told by the calendar that is in force', () => {
  const fold = folded(log(configured(RULED), tick(NOON - 3_600_000)));
  expect(asked(fold, 'office.open')).toMatchObject({
    equal: true,
    rows: [{ subject: 'calendar:worktime', ns: [1], part: 1 }],
  });
});
