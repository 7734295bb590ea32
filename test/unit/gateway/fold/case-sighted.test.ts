import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { refolded } from '../../../../gateway/fold/measures/refold.ts';
import { configured, folded, log, NOON, RULES, type Said, tick } from './log.ts';

const minutes = (count: number) => NOON + count * 60_000;
const PLACE = { lng: 103.8201, lat: 25.6001 };
const north = (metres: number) => ({ lng: PLACE.lng, lat: PLACE.lat + metres / 111_195 });
const BY = { by: { seat: '1号席', role: 'duty_officer' } };

const report = (minute: number, over: Record<string, unknown> = {}): Said => ({
  type: 'case.received',
  subject: 'c-1',
  sequence: minute,
  time: minutes(minute),
  area: 'v1',
  data: { title: '通道堵塞', kind: 'HAZARD', category: '消防通道', location: PLACE, ...over },
});
const step = (type: string, minute: number, data: Record<string, unknown> = {}, subject = 'c-1'): Said => ({
  type: `case.${type}`,
  subject,
  time: minutes(minute),
  // By its own numbers: what is told late is no later for that.
  ...(subject === 'c-1' ? { sequence: minute } : {}),
  data,
});
const raised = (minute: number, id = 'a-1'): Said => ({
  type: 'alarm.raised',
  subject: id,
  time: minutes(minute),
  data: { title: '烟感', type: 'SMOKE', priority: 'P3', device: id, location: PLACE },
});
const cleared = (minute: number): Said => ({ type: 'alarm.cleared', subject: 'a-1', time: minutes(minute) });
const lead = (id: string, minute: number, over: Record<string, unknown> = {}): Said => ({
  type: 'video.lead_raised',
  subject: id,
  time: minutes(minute),
  area: 'v1',
  data: {
    title: '占用',
    type: 'FIRE_LANE_BLOCKED',
    camera: 'cam',
    algorithm: '通道',
    location: PLACE,
    ...over,
  },
});
const command = (
  type: string,
  subject: string,
  minute: number,
  data: Record<string, unknown> = {},
): Said => ({
  type: `operation.${type}`,
  subject,
  sequence: null,
  time: minutes(minute),
  data: { ...BY, ...data },
});
const judged = (id: string, minute: number, result = 'TRUE') =>
  command('verified', `video:${id}`, minute, { result });
const linked = (ref: string, minute: number, item?: string) =>
  command('linked', ref, minute, item === undefined ? {} : { item });

const life = { ...RULES.life, leadMatters: { FIRE_LANE_BLOCKED: ['消防通道'] } };
const SITE = configured({ rules: { ...RULES, life } });
const entriesOf = (...said: Said[]) => log(SITE, ...said);
const checkOf = (entries: readonly LogEntry[], id = 'c-1') => folded(entries).get('case', id)?.life.check;
const check = (...said: Said[]) => checkOf(entriesOf(...said));

describe('the check of what a unit has fed back about an alarm', () => {
  const MADE = 'alarm:a-1';
  const made = (...more: Said[]) => entriesOf(raised(0), linked(MADE, 1), ...more);
  const fedback = step('fedback', 10, {}, MADE);
  const joined = [report(0), raised(1), linked(MADE, 2, 'c-1')];

  it.each<[string, Said[], string]>([
    ['passes while the alarm is not raised again', [fedback, cleared(12)], 'PASSED'],
    ['fails once it is', [fedback, cleared(12), raised(20)], 'FAILED'],
    [
      'fails when it is raised while the call-back is due',
      [fedback, step('calledback', 15, {}, MADE), raised(20)],
      'FAILED',
    ],
    ['heeds no raise from before the feedback', [raised(9), fedback], 'PASSED'],
    ['heeds no raise after the end', [fedback, step('closed', 15, {}, MADE), raised(20)], 'PASSED'],
    ['heeds no other alarm', [fedback, raised(20, 'a-2')], 'PASSED'],
    ['heeds a raise that is told before the feedback', [raised(20), fedback], 'FAILED'],
    [
      'heeds a raise that is told after the end',
      [
        fedback,
        step('closed', 30, {}, MADE),
        { ...raised(40), data: { ...raised(40).data, raisedAt: new Date(minutes(20)).toISOString() } },
      ],
      'FAILED',
    ],
    [
      'begins again with a rework',
      [fedback, raised(20), step('reworked', 30, {}, MADE), step('fedback', 40, {}, MADE)],
      'PASSED',
    ],
  ])('%s', (_, more, expected) => {
    expect(checkOf(made(...more), MADE)).toBe(expected);
  });

  it('fails the same where the alarm was joined to an item, before or after it was raised again', () => {
    const again = raised(20);
    expect(check(...joined, step('fedback', 10))).toBe('PASSED');
    expect(check(...joined, step('fedback', 10), again)).toBe('FAILED');
    expect(check(report(0), raised(1), step('fedback', 10), again, linked(MADE, 21, 'c-1'))).toBe('FAILED');
    expect(check(report(0), raised(1), again, linked(MADE, 21, 'c-1'), step('fedback', 10))).toBe('FAILED');
  });

  it('remembers the alarm when it has left and comes back', () => {
    const days = (count: number) => count * 1_440;
    const left = [fedback, cleared(12), tick(minutes(days(2))), tick(minutes(days(3)))];
    const entries = made(...left, { ...raised(days(4)), sequence: 99 });
    const fold = folded(entries.slice(0, -1));
    expect([fold.get('alarm', 'a-1'), fold.get('case', MADE)?.life.check]).toEqual([undefined, 'PASSED']);
    expect(checkOf(entries, MADE)).toBe('FAILED');
    const restored = restoreFold(fold.serialize());
    expect(folded(entries.slice(-1), restored).get('case', MADE)?.life.check).toBe('FAILED');
  });
});

describe('the check of what a unit has fed back, by what video shows', () => {
  const said = [report(0), step('fedback', 10)];

  it.each<[string, Said[], string]>([
    ['passes while nobody has judged the lead', [lead('v-1', 20)], 'PASSED'],
    ['fails once the lead is found true', [lead('v-1', 20), judged('v-1', 25)], 'FAILED'],
    ['passes when it is found false', [lead('v-1', 20), judged('v-1', 25, 'FALSE')], 'PASSED'],
    [
      'passes again when the verdict is taken back',
      [lead('v-1', 20), judged('v-1', 25), judged('v-1', 26, 'FALSE')],
      'PASSED',
    ],
    [
      'fails by a lead from 40 metres away',
      [lead('v-1', 20, { location: north(40) }), judged('v-1', 25)],
      'FAILED',
    ],
    [
      'heeds none from 60 metres away',
      [lead('v-1', 20, { location: north(60) }), judged('v-1', 25)],
      'PASSED',
    ],
    ['heeds none of another type', [lead('v-1', 20, { type: 'GARBAGE' }), judged('v-1', 25)], 'PASSED'],
    ['heeds none from before the feedback', [lead('v-1', 9), judged('v-1', 25)], 'PASSED'],
    ['fails by a verdict after the end', [lead('v-1', 20), step('closed', 22), judged('v-1', 25)], 'FAILED'],
    ['heeds none from after the end', [step('closed', 15), lead('v-1', 20), judged('v-1', 25)], 'PASSED'],
    [
      'heeds no exercise',
      [
        { ...lead('v-1', 20), reality: 'exercise' },
        { ...judged('v-1', 25), reality: 'exercise' },
      ],
      'PASSED',
    ],
  ])('%s', (_, more, expected) => {
    expect(check(...said, ...more)).toBe(expected);
    expect(
      check(
        ...more.filter(({ type }) => !type.startsWith('case.')),
        report(0),
        ...more.filter(({ type }) => type.startsWith('case.')),
        step('fedback', 10),
      ),
    ).toBe(expected);
  });

  it('of an item that was made of a lead heeds leads of the same type', () => {
    const MADE = 'video:v-1';
    const made = [lead('v-1', 0, { type: 'GARBAGE' }), judged('v-1', 1), linked(MADE, 2)];
    const fedback = step('fedback', 10, {}, MADE);
    const other = [lead('v-2', 20, { type: 'GARBAGE' }), judged('v-2', 21)];
    expect(checkOf(entriesOf(...made, fedback), MADE)).toBe('PASSED');
    expect(checkOf(entriesOf(...made, fedback, ...other), MADE)).toBe('FAILED');
    expect(checkOf(entriesOf(...made, ...other, fedback), MADE)).toBe('FAILED');
  });

  it('fails by a lead that was joined to the item, whatever its type and place', () => {
    const elsewhere = lead('v-1', 20, { type: 'PILE', location: north(500) });
    expect(check(...said, elsewhere, judged('v-1', 21), linked('video:v-1', 22, 'c-1'))).toBe('FAILED');
  });

  it('of a dispute heeds no point', () => {
    const dispute = report(0, { kind: 'DISPUTE', category: '消防通道' });
    expect(check(dispute, step('fedback', 10), lead('v-1', 20), judged('v-1', 25))).toBe('PASSED');
  });

  it('stays failed once the lead has left', () => {
    const entries = entriesOf(...said, lead('v-1', 20), judged('v-1', 25), tick(minutes(3 * 1_440)));
    const fold = folded(entries);
    expect([fold.get('video', 'v-1'), fold.get('case', 'c-1')?.life.check]).toEqual([undefined, 'FAILED']);
    expect(restoreFold(fold.serialize()).get('case', 'c-1')).toEqual(fold.get('case', 'c-1'));
  });
});

describe('what other sources saw of an item', () => {
  const seen = [
    report(0),
    raised(1),
    linked('alarm:a-1', 2, 'c-1'),
    lead('v-1', 3),
    step('fedback', 10),
    raised(20),
    judged('v-1', 25),
    lead('v-2', 30),
    judged('v-2', 31),
    step('reworked', 40),
    step('fedback', 50),
    tick(minutes(60)),
  ];
  const entries = entriesOf(...seen);
  const whole = folded(entries);

  it('is the same however the log is cut, with a snapshot anywhere', () => {
    for (let at = 1; at < entries.length; at += 1) {
      const parted = folded(entries.slice(at), restoreFold(folded(entries.slice(0, at)).serialize()));
      expect([at, parted.stateHash()]).toEqual([at, whole.stateHash()]);
    }
  });

  it('makes a repeat that the log proves', () => {
    for (const told of [6, 7]) {
      const cut = entriesOf(...seen.slice(0, told), tick(minutes(26)));
      const fold = folded(cut);
      const question = { id: 'repeatRate', period: 'TODAY', area: null, at: minutes(26) } as const;
      const row = fold.explainKpi(question)?.rows.find(({ subject }) => subject === 'case:c-1');
      expect(row).toMatchObject({ part: 1, of: 1 });
      const again = refolded(
        cut.filter(({ n }) => n === 1 || row?.ns.includes(n)),
        question,
        minutes(26),
      );
      expect(again.get('case:c-1')).toMatchObject({ part: 1, of: 1 });
    }
  });

  it('by a lead alone makes a repeat that the log proves', () => {
    const cut = entriesOf(
      report(0),
      step('fedback', 10),
      lead('v-1', 20),
      judged('v-1', 25),
      tick(minutes(26)),
    );
    const question = { id: 'repeatRate', period: 'TODAY', area: null, at: minutes(26) } as const;
    const row = folded(cut)
      .explainKpi(question)
      ?.rows.find(({ subject }) => subject === 'case:c-1');
    expect(row).toMatchObject({ part: 1, ns: [2, 3, 4, 5] });
    const again = refolded(
      cut.filter(({ n }) => n === 1 || row?.ns.includes(n)),
      question,
      minutes(26),
    );
    expect(again.get('case:c-1')).toMatchObject({ part: 1, of: 1 });
  });
});
