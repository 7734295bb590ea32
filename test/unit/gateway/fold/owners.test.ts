import { describe, expect, it, vi } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, entry, folded, kpi, log, NOON, type Said, tick } from './log.ts';

vi.setConfig({ testTimeout: 60_000 });

const FIRE = 'urn:example:fire';
const WATER = 'urn:example:water';
const minutes = (count: number) => NOON + count * 60_000;
const foldOf = (...all: Said[]) => folded(log(configured(), ...all));
const told = (source: string, type: string, minute: number, sequence: number, data = {}): Said => ({
  type,
  source,
  subject: '1',
  sequence,
  time: minutes(minute),
  data,
});
const fire = told(FIRE, 'alarm.raised', 0, 500, { title: '烟感告警', type: 'SMOKE', priority: 'P1' });
const water = told(WATER, 'alarm.raised', 1, 3, { title: '水位超限', type: 'WATER_LEVEL', priority: 'P4' });
const acked: Said = {
  type: 'operation.acknowledged',
  subject: 'alarm:1',
  sequence: null,
  time: minutes(3),
  data: { by: { seat: '1号席', role: 'duty_officer' } },
};

describe('an id that two sources use', () => {
  it('is of the one that was heard first: the other one is set aside, told by name, and changes nothing', () => {
    const fold = foldOf(fire, water, told(WATER, 'alarm.cleared', 2, 900));
    expect(fold.get('alarm', '1')).toMatchObject({
      title: '烟感告警',
      priority: 'P1',
      source: FIRE,
      state: 'UNACKED',
      raises: 1,
    });
    expect([kpi(fold, 'quarantined'), kpi(fold, 'alarm.unacked')]).toEqual([2, 1]);
    expect(fold.quarantine()[0]?.reason).toBe(`${WATER} may not tell of alarm 1, which is of ${FIRE}`);
    expect(foldOf(fire, water, acked).get('alarm', '1')?.acked).toBe(true);
  });

  it('is free when the first one is no longer live, whatever its numbers were', () => {
    const over = [fire, told(FIRE, 'alarm.cleared', 2, 501), tick(minutes(3_000))];
    const later = { ...water, time: minutes(3_001) };
    expect(foldOf(...over, later).get('alarm', '1')).toMatchObject({ source: WATER, title: '水位超限' });
    const late = told(FIRE, 'alarm.cleared', 2, 502);
    const fold = foldOf(...over, later, late);
    expect([fold.get('alarm', '1')?.state, kpi(fold, 'quarantined')]).toEqual(['UNACKED', 1]);
  });

  it('is held for nobody by a word about what is not to be seen', () => {
    const word = told(WATER, 'alarm.health_changed', -1, 9, { health: 'OFFLINE' });
    const fold = foldOf(word, fire, water);
    expect(fold.get('alarm', '1')).toMatchObject({ source: FIRE, health: 'OK', state: 'UNACKED' });
    expect(kpi(fold, 'quarantined')).toBe(1);
  });

  it('makes way where the first was but an exercise', () => {
    const fold = foldOf({ ...fire, reality: 'exercise' }, water);
    expect(fold.get('alarm', '1')).toMatchObject({ source: WATER, reality: 'actual' });
  });

  it('is of one source too where it names a terminal or a lead; an item may be told of by several systems', () => {
    const located = (source: string, lng: number) =>
      told(source, 'terminal.located', 0, 1, { location: { lng, lat: 25.6 } });
    const terminals = foldOf(located(FIRE, 103.8), located(WATER, 103.9));
    expect(terminals.get('terminal', '1')?.location?.lng).toBe(103.8);
    const lead = (source: string, title: string) =>
      told(source, 'video.lead_raised', 0, 1, { title, type: 'HAWKER' });
    const leads = foldOf(lead(FIRE, '人群聚集'), lead(WATER, '占道经营'));
    expect(leads.get('video', '1')?.title).toBe('人群聚集');
    const items = foldOf(
      told(FIRE, 'case.received', 0, 1, { title: '纠纷', kind: 'DISPUTE' }),
      told(WATER, 'case.closed', 1, 2),
    );
    expect(items.get('case', '1')?.state).toBe('CLOSED');
    expect([terminals, leads, items].map((fold) => kpi(fold, 'quarantined'))).toEqual([1, 1, 0]);
  });

  it('tells of its owner what it would tell alone, however the two are mixed, also after a restore', () => {
    const words = ['alarm.raised', 'alarm.returned', 'alarm.cleared'] as const;
    const step = fc.record({ type: fc.constantFrom(...words), sequence: fc.integer({ min: 1, max: 40 }) });
    const life = fc.array(step, { minLength: 1, maxLength: 8 });
    const seen = (fold: Fold) => {
      const { raises, state, source, raisedAt } = fold.get('alarm', '1') ?? {};
      return [raises, state, source, raisedAt];
    };
    fc.assert(
      fc.property(life, life, fc.array(fc.boolean(), { maxLength: 16 }), (owner, other, order) => {
        const said = ({ type, sequence }: (typeof owner)[number], source: string): Said =>
          told(source, type, sequence, sequence, { ...(type === 'alarm.raised' ? fire.data : {}) });
        const [ours, theirs] = [[...owner], [...other]];
        const mixed: Said[] = [fire];
        for (const own of order) {
          const next = own ? ours.shift() : theirs.shift();
          if (next !== undefined) mixed.push(said(next, own ? FIRE : WATER));
        }
        const alone = foldOf(...mixed.filter(({ source }) => source === FIRE));
        const whole = foldOf(...mixed);
        expect(seen(whole)).toEqual(seen(alone));
        const half = Math.floor(mixed.length / 2);
        const restored = restoreFold(foldOf(...mixed.slice(0, half)).serialize());
        for (const [index, each] of mixed.entries())
          if (index >= half) restored.apply(entry(index + 2, each));
        expect(restored.stateHash()).toBe(whole.stateHash());
      }),
      numRuns(100),
    );
  });
});
