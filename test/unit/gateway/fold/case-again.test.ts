import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { refolded } from '../../../../gateway/fold/measures/refold.ts';
import { configured, folded, log, NOON, RULES, type Said, tick } from './log.ts';

const minutes = (count: number) => NOON + count * 60_000;
const PLACE = { lng: 103.8201, lat: 25.6001 };
/** Its coordinates end where those of a neighbour begin. */
const EDGE = { lng: 103.81999, lat: 25.60099 };
/** To the north-east. */
const metresFrom = ({ lng, lat }: typeof PLACE, metres: number) => ({
  lng: lng + (metres * Math.SQRT1_2) / 100_350,
  lat: lat + (metres * Math.SQRT1_2) / 111_195,
});

const report = (subject: string, minute: number, over: Record<string, unknown> = {}): Said => ({
  type: 'case.received',
  subject,
  time: minutes(minute),
  area: 'v1',
  data: { title: '井盖破损', kind: 'FACILITY', category: '道路井盖', location: PLACE, ...over },
});
const step = (type: string, minute: number, data: Record<string, unknown> = {}): Said => ({
  type: `case.${type}`,
  subject: 'old',
  time: minutes(minute),
  data,
});
const fedback = step('fedback', 10);
const joined: Said = { ...step('merged', 25, { into: 'old' }), subject: 'new' };
const foldOf = (...said: Said[]) => folded(log(configured(), ...said));
const check = (...said: Said[]) => foldOf(...said).get('case', 'old')?.life.check;
const dispute = { kind: 'DISPUTE', category: '邻里' };

describe('the check of what a unit has fed back', () => {
  it.each<[string, Said[], string | null]>([
    ['is not there before any feedback', [report('old', 0), report('new', 5)], null],
    ['passes while nothing like it is reported', [report('old', 0), fedback], 'PASSED'],
    ['fails when the same is reported again', [report('old', 0), fedback, report('new', 20)], 'FAILED'],
    [
      'fails when the same is reported while the call-back is due',
      [report('old', 0), fedback, step('verified', 15, { state: 'CALLBACK' }), report('new', 20)],
      'FAILED',
    ],
    ['heeds no report from before the feedback', [report('old', 0), fedback, report('new', 9)], 'PASSED'],
    [
      'heeds nothing of another kind of thing',
      [report('old', 0), fedback, report('new', 20, { category: '路灯' })],
      'PASSED',
    ],
    [
      'heeds nothing at another place',
      [report('old', 0), fedback, report('new', 20, { location: { lng: 103.83, lat: 25.6001 } })],
      'PASSED',
    ],
    [
      'heeds nothing after the end',
      [report('old', 0), fedback, step('closed', 15), report('new', 20)],
      'PASSED',
    ],
    [
      'heeds no exercise',
      [report('old', 0), fedback, { ...report('new', 20), reality: 'exercise' }],
      'PASSED',
    ],
    [
      'of a dispute looks at the village, wherever in it',
      [
        report('old', 0, dispute),
        fedback,
        report('new', 20, { ...dispute, location: { lng: 103.9, lat: 25.7 } }),
      ],
      'FAILED',
    ],
    [
      'follows what a person found instead',
      [report('old', 0), fedback, report('new', 20), step('progressed', 30, { check: 'PASSED' })],
      'PASSED',
    ],
    [
      'begins again with the next feedback',
      [report('old', 0), fedback, report('new', 20), step('reworked', 30), step('fedback', 40)],
      'PASSED',
    ],
    [
      'fails by a report that is told before the feedback it came after',
      [report('old', 0), report('new', 20), fedback],
      'FAILED',
    ],
    [
      'fails by a report that is told after the end it came before',
      [report('old', 0), fedback, step('closed', 30), report('new', 20)],
      'FAILED',
    ],
    [
      'fails by a report that was joined to it, in whatever order',
      [report('old', 0), report('new', 20), joined, fedback],
      'FAILED',
    ],
    [
      'heeds no report that was void',
      [report('old', 0), fedback, report('new', 20), { ...joined, type: 'case.voided', data: {} }],
      'PASSED',
    ],
    [
      'fails by a report from 20 metres away, on either side of any line',
      [report('old', 0, { location: EDGE }), fedback, report('new', 20, { location: metresFrom(EDGE, 20) })],
      'FAILED',
    ],
    [
      'heeds nothing from 60 metres away',
      [report('old', 0), fedback, report('new', 20, { location: metresFrom(PLACE, 60) })],
      'PASSED',
    ],
  ])('%s', (_what, said, expected) => {
    expect(check(...said)).toBe(expected);
  });

  it('reaches as far as the rules say', () => {
    const wide = configured({ rules: { ...RULES, life: { ...RULES.life, samePlaceMetres: 100 } } });
    const said = [report('old', 0), fedback, report('new', 20, { location: metresFrom(PLACE, 60) })];
    expect(folded(log(wide, ...said)).get('case', 'old')?.life.check).toBe('FAILED');
  });

  it('that failed is told of an item that goes on all the same', () => {
    const went = [report('old', 0), fedback, report('new', 20), step('calledback', 30)];
    const life = foldOf(...went).get('case', 'old')?.life;
    expect(life?.irregularities.map(({ problem }) => problem)).toEqual(['check_failed']);
  });

  it('fails the same after a restart in between', () => {
    const entries = log(configured(), report('old', 0), fedback, report('new', 20), tick(minutes(21)));
    const whole = folded(entries);
    const restored = folded(entries.slice(3), restoreFold(folded(entries.slice(0, 3)).serialize()));
    expect(restored.get('case', 'old')?.life.check).toBe('FAILED');
    expect(restored.stateHash()).toBe(whole.stateHash());
  });

  it('makes a repeat that the log proves', () => {
    const entries = log(configured(), report('old', 0), fedback, report('new', 20), tick(minutes(21)));
    const whole = folded(entries);
    const question = { id: 'repeatRate', period: 'TODAY', area: null, at: minutes(21) } as const;
    const row = whole.explainKpi(question)?.rows.find(({ subject }) => subject === 'case:old');
    expect(row).toMatchObject({ part: 1, of: 1, ns: [2, 3, 4] });
    const again = refolded(
      entries.filter(({ n }) => n === 1 || row?.ns.includes(n)),
      question,
      minutes(21),
    );
    expect(again.get('case:old')).toMatchObject({ part: 1, of: 1 });
  });
});
