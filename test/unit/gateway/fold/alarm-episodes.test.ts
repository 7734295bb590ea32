import { describe, expect, it, vi } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, folded, iso, log, NOON, RULES, type Said, tick } from './log.ts';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const by = { seat: '2号席', role: 'operator' };
const said = (type: string, minute: number, data: Record<string, unknown> = {}): Said => ({
  type: `alarm.${type}`,
  subject: 'a',
  sequence: minute,
  time: NOON + minute * MINUTE,
  data,
});
const raised = (minute: number, data: Record<string, unknown> = {}) =>
  said('raised', minute, { title: '告警', type: 'SMOKE', priority: 'P2', ...data });
const done = (what: string, minute: number, data: Record<string, unknown> = {}): Said => ({
  type: `operation.${what}`,
  subject: 'alarm:a',
  sequence: null,
  time: NOON + minute * MINUTE,
  data: { by, ...data },
});
const foldOf = (...all: Said[]) => folded(log(configured(), ...all, tick(NOON + 120 * MINUTE)));

const FIGURES = [
  'alarmAcked.D7',
  'alarmAckInTime.D7',
  'ackTime.D7',
  'alarmFleeting.D7',
  'alarmChattering.D7',
  'alarmOverShelved.D7',
  'alarms.P1.D7',
  'alarms.P2.D7',
];
/** What is counted of the alarm, and what a rule of warnings has seen of it. */
const counted = (fold: Fold) => ({
  figures: FIGURES.map((id) => {
    const { value, part, of } = fold.get('kpi', `figure.${id}`) ?? {};
    return [id, value, part, of];
  }),
  raised: fold.get('kpi', 'figure.alarmsRaised.D7')?.value,
  today: ['raised', 'acked', 'ackedInTime', 'most10m', 'topTen'].map(
    (id) => fold.get('kpi', `alarm.today.${id}`)?.value,
  ),
  latest: fold.get('alarm', 'a')?.raisedAt,
});

describe('several episodes of one alarm', () => {
  const first = [raised(1), said('cleared', 2), raised(3)];
  const [one, two, three] = first as [Said, Said, Said];

  it.each([
    [[one, two, three]],
    [[three, one, two]],
    [[three, two, one]],
    [[two, three, one]],
    [[one, three, two]],
    [[two, one, three]],
  ])('are two, whichever report comes first (%#)', (told) => {
    const fold = foldOf(...told);
    expect(counted(fold)).toEqual(counted(foldOf(...first)));
    expect(fold.get('kpi', 'figure.alarmsRaised.D7')?.value).toBe(2);
    expect(fold.explainKpi({ id: 'alarmsRaised', period: 'D7', area: null, at: fold.now() })).toMatchObject({
      equal: true,
      told: { value: 2 },
    });
  });

  it('are told in the flood of the last minutes as often as there are', () => {
    const recent = (told: readonly Said[]) =>
      folded(log(configured(), ...told, tick(NOON + 4 * MINUTE))).get('kpi', 'alarm.rate.window')?.value;
    expect([recent([three, one, two]), recent([three, two, one]), recent(first)]).toEqual([2, 2, 2]);
  });

  it('keep what was done about each: the acknowledgement of the first is not one of the second', () => {
    const fold = foldOf(one, done('acknowledged', 1.5), two, three, done('acknowledged', 20), tick(NOON));
    expect(fold.get('kpi', 'figure.alarmAckInTime.D7')).toMatchObject({ part: 1, of: 2 });
    expect(fold.get('kpi', 'figure.ackTime.D7')).toMatchObject({ of: 2 });
  });

  it('expire each by its own time: a later raise that names none does not bring an earlier one back', () => {
    const dated = raised(1, { expiresAt: iso('2026-11-20 12:05') });
    const fold = foldOf(dated, done('acknowledged', 2), raised(30));
    expect(fold.get('alarm', 'a')).toMatchObject({ raisedAt: NOON + 30 * MINUTE, raises: 1, acked: false });
    expect(fold.get('kpi', 'figure.alarmsRaised.D7')?.value).toBe(2);
  });

  it('that began shelved are no alarms of their own, also when they are heard of later', () => {
    const shelved = done('shelved', 2.5, { reason: 'TESTING', until: iso('2026-11-20 13:00') });
    for (const told of [
      [one, two, shelved, three, said('cleared', 4), raised(70)],
      [one, two, shelved, raised(70), said('cleared', 4), three],
    ])
      expect(foldOf(...told).get('kpi', 'figure.alarmsRaised.D7')?.value).toBe(2);
  });

  it('beyond what is kept of an alarm stay counted, each once', () => {
    const many = Array.from({ length: 50 }, (_, i) => [raised(2 * i + 1), said('cleared', 2 * i + 2)]).flat();
    const fold = foldOf(...many);
    expect(fold.get('kpi', 'figure.alarmsRaised.D7')?.value).toBe(50);
    expect(restoreFold(fold.serialize()).get('kpi', 'figure.alarmsRaised.D7')?.value).toBe(50);
    const question = { id: 'alarmsRaised', period: 'D7', area: null, at: fold.now() } as const;
    expect(fold.explainKpi(question)).toMatchObject({ equal: true });
  });

  it('are one while its condition comes and goes and nobody has seen it, however often', () => {
    const many = Array.from({ length: 50 }, (_, i) => [
      raised(2 * i + 1),
      said('returned', 2 * i + 2),
    ]).flat();
    const fold = foldOf(...many);
    expect(fold.get('kpi', 'figure.alarmsRaised.D7')?.value).toBe(1);
    expect(fold.get('alarm', 'a')?.raisedAt).toBe(NOON + MINUTE);
  });
});

/** Reports of one alarm minute by minute, and between some of them what the desk does. */
const blocks = fc.array(
  fc.record({
    reports: fc.array(
      fc.oneof(
        fc
          .constantFrom('P1', 'P2')
          .map((priority) => ['raised', { title: '告警', type: 'SMOKE', priority }] as const),
        fc.constantFrom(['returned', {}] as const, ['cleared', {}] as const),
        fc.constantFrom('P1', 'P3').map((priority) => ['updated', { priority }] as const),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    act: fc.constantFrom('acknowledged', 'silenced', 'shelved', 'unshelved', 'reset', null),
    seed: fc.nat(),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('for any history of one alarm', () => {
  it('what is counted of its episodes does not depend on the order in which its reports come', () => {
    fc.assert(
      fc.property(blocks, fc.boolean(), (drawn, latches) => {
        let minute = 0;
        const told: Said[] = [];
        const shuffled: Said[] = [];
        for (const { reports, act, seed } of drawn) {
          const block = reports.map(([type, data]) => said(type, ++minute, data));
          told.push(...block);
          shuffled.push(...reordered(block, seed));
          if (act === null) continue;
          minute += 1;
          const until = new Date(NOON + (minute + 3) * MINUTE).toISOString();
          const pressed = done(act, minute, act === 'shelved' ? { reason: 'TESTING', until } : {});
          told.push(pressed);
          shuffled.push(pressed);
        }
        const alarms = { ...RULES.alarms, latched: latches ? (['SMOKE'] as const) : [] };
        const site = configured({ rules: { ...RULES, alarms: { ...alarms, latched: [...alarms.latched] } } });
        const [a, b] = [told, shuffled].map((each) =>
          counted(folded(log(site, ...each, tick(NOON + 500 * MINUTE)))),
        );
        expect(b).toEqual(a);
      }),
      numRuns(150),
    );
  });
});

/** The same in another order, which `seed` decides. */
function reordered<Item>(list: readonly Item[], seed: number): readonly Item[] {
  const rest = [...list];
  const found: Item[] = [];
  for (let left = seed; rest.length > 0; left = Math.floor(left / 7) + 3)
    found.push(...rest.splice(left % rest.length, 1));
  return found;
}
