import { describe, expect, it } from 'vitest';
import { FIGURES, figureKpi } from '../../../../gateway/contract/figures.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { NOON, tick } from './log.ts';
import { command, foldWith, HOUR, items, only, TICK, theWarning } from './warning/support.ts';

const MINUTE = 60_000;

/** Found by a rule, confirmed, issued, signed, answered and lifted as useful. */
function story(): Fold {
  const { fold, tell } = foldWith(only('repeat-village'), ...items(20, (i) => i / 2), TICK);
  const subject = `warning:${theWarning(fold).id}`;
  const say = (type: string, minutes: number, data: Record<string, unknown> = {}) =>
    tell(command(`warning_${type}`, subject, data, NOON + minutes * MINUTE));
  say('confirmed', 1, { level: 'HIGH' });
  say('issued', 1, { unit: 'u-housing' });
  say('signed', 31);
  say('answered', 51, { note: '已现场走访' });
  say('lifted', 180, { verdict: 'USEFUL' });
  tell(tick(NOON + 4 * HOUR));
  return fold;
}

describe('the figures of early warnings', () => {
  it.each([
    ['warnings', [1, 1, 1]],
    ['warningSigned', [100, 1, 1]],
    ['warningAnswered', [100, 1, 1]],
    ['warningUseful', [100, 1, 1]],
    ['warningAnswerTime', [50, 50, 1]],
  ])('%s is counted', (id, expected) => {
    const { value, part, of } = story().get('kpi', figureKpi(id, 'D7')) ?? { value: -1 };
    expect([value, part, of]).toEqual(expected);
  });

  it('are what their rows add up to, with the tick that found and the commands that moved it, also after a restore', () => {
    const fold = story();
    const ids = FIGURES.filter(({ id }) => id.startsWith('warning')).map(({ id }) => id);
    for (const each of [fold, restoreFold(fold.serialize())]) {
      for (const id of ids) {
        const explained = each.explainKpi({ id, period: 'D7', area: null, at: each.now() });
        expect([id, explained?.equal, explained?.rows.length]).toEqual([id, true, 1]);
        expect(explained?.rows[0]?.ns).toEqual([22, 23, 24, 25, 26, 27]);
      }
    }
  });
});
