import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../../config/runtime/problems.ts';
import { loadRules } from '../../../../config/runtime/rules.ts';
import { CASE_STATES, STAGE_OF } from '../../../../gateway/contract/vocabulary.ts';

const SHIPPED = fileURLToPath(new URL('../../../../config/rules', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-rules-'));
  cpSync(SHIPPED, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problems(): readonly string[] {
  try {
    loadRules(folder);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

function change(name: string, changed: (rules: Record<string, unknown>) => unknown): void {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(changed(JSON.parse(readFileSync(file, 'utf8')))));
}

const twice = { feed: 'case', source: 'urn:example', silentAfterS: 60 };

const ROW = {
  id: 'a',
  name: '路面',
  kind: 'FACILITY',
  categories: ['*'],
  territory: 'TOWNSHIP',
  department: '住建局',
  rule: '示例',
};

/** One wrong value for each file of rules, with the place and the expectation that the refusal must name. */
const WRONG: Readonly<Record<string, readonly [(rules: Record<string, unknown>) => unknown, RegExp]>> = {
  alarms: [
    (rules) => ({ ...rules, acknowledgeWithinS: { P1: 0, P2: 1, P3: 1, P4: 1 } }),
    /acknowledgeWithinS\.P1: .*>0/,
  ],
  catalogue: [() => ({ items: [{ ...ROW, gridMay: 'yes' }] }), /items\.0\.gridMay: .*boolean/],
  deadlines: [(rules) => ({ ...rules, warnHours: '4' }), /warnHours: .*number/],
  denied: [() => ({ categories: [''] }), /categories\.0: .*>=1/],
  feeds: [(rules) => ({ ...rules, video: { silentAfterS: -1 } }), /video\.silentAfterS: .*>0/],
  life: [(rules) => ({ ...rules, vocabulary: 'nowhere' }), /vocabulary: the id of one of the vocabularies/],
  live: [(rules) => ({ ...rules, dueSoonShare: 2 }), /dueSoonShare: .*<=1/],
  risk: [(rules) => ({ ...rules, recurrenceDays: 0 }), /recurrenceDays: .*>=1/],
  roster: [() => ({ shifts: [{ days: [8], from: '08:00', to: '18:00' }] }), /shifts\.0\.days\.0: .*<=7/],
  sources: [
    () => ({ expected: [twice, twice] }),
    /expected\.1\.source: urn:example is expected in case twice/,
  ],
  terminals: [(rules) => ({ ...rules, intervalS: null }), /intervalS: .*number/],
  warnings: [(rules) => ({ ...rules, lapseDays: 0 }), /lapseDays: .*(>0|>=1)/],
  worktime: [(rules) => ({ ...rules, weeklyRest: ['SUNDAY'] }), /weeklyRest\.0: .*SUN/],
};

type Ladder = { readonly ladder: readonly object[]; readonly escalations: readonly object[] };
const life = (changed: (rules: Ladder) => object) => (rules: Record<string, unknown>) => ({
  ...rules,
  ...changed(rules as unknown as Ladder),
});
/** A vocabulary of one stage for each given part of LEGAL_TRACK and one for all else. */
const stages = (...legal: readonly object[]) => {
  const rest = CASE_STATES.filter((state) => STAGE_OF[state] !== null && state !== 'LEGAL_TRACK');
  const more = legal.map((part) => ({ label: '仲', states: ['LEGAL_TRACK'], ...part }));
  return {
    vocabulary: 'one',
    vocabularies: [{ id: 'one', name: '办 仲', stages: [{ label: '办', states: rest }, ...more] }],
  };
};
const general = {
  id: 'all',
  clock: 'SIGN',
  amount: 4,
  unit: 'hour',
  basis: { kind: 'EXAMPLE', text: '示例' },
};
const limits =
  (...listed: readonly object[]) =>
  () => ({ warnHours: 4, limits: listed });

/** Values that are each of their kind and together make a rule that never applies, or hide one. */
const VAIN: Readonly<Record<string, readonly [string, (rules: Record<string, unknown>) => unknown, RegExp]>> =
  {
    'an escalation without a threshold': [
      'life',
      life(() => ({ escalations: [{ id: 'never', label: '升级' }] })),
      /escalations\.0: "never" never applies: give at least one of returns, reworks/,
    ],
    'more time on a deadline of the source by nobody': [
      'deadlines',
      (rules) => ({ ...rules, sourceExtension: { times: 1, atMost: 5, unit: 'workday' } }),
      /sourceExtension\.approver: .*string/,
    ],
    'a way that is shorter than the straight line': [
      'terminals',
      (rules) => ({ ...rules, detour: 0.9 }),
      /detour: .*>=1/,
    ],
    'a walk that gets nowhere': ['terminals', (rules) => ({ ...rules, walkKmh: 0 }), /walkKmh: .*>0/],
    'an arrival nowhere': ['terminals', (rules) => ({ ...rules, arrivedWithinM: 0 }), /arrivedWithinM: .*>0/],
    'more than a full battery': [
      'terminals',
      (rules) => ({ ...rules, lowBatteryPercent: 101 }),
      /lowBatteryPercent: .*<=100/,
    ],
    'a radius below nothing': [
      'terminals',
      (rules) => ({ ...rules, inaccurateAboveM: -1 }),
      /inaccurateAboveM: .*>0/,
    ],
    'a call that outlives nothing': [
      'terminals',
      (rules) => ({ ...rules, callOutlivesS: 0 }),
      /callOutlivesS: .*>0/,
    ],
    'devices that are gone at once': [
      'alarms',
      (rules) => ({ ...rules, devicesGoneAfterDays: 0 }),
      /devicesGoneAfterDays: .*>0/,
    ],
    'an importing source without a name': [
      'life',
      life(() => ({ importsFrom: [''] })),
      /importsFrom\.0: .*>=1/,
    ],
    'hours of a source that are no hours': [
      'sources',
      () => ({ expected: [{ ...twice, hours: 'NIGHT' }] }),
      /expected\.0\.hours: "ROSTER", or a list of/,
    ],
    'a lateness of nothing': [
      'sources',
      () => ({ expected: [{ ...twice, lateByS: 0 }] }),
      /expected\.0\.lateByS: .*>0/,
    ],
    'hours of a feed on a day that does not exist': [
      'feeds',
      (rules) => ({
        ...rules,
        video: { silentAfterS: 60, hours: [{ days: [0], from: '08:00', to: '18:00' }] },
      }),
      /video\.hours\.0\.days\.0: .*>=1/,
    ],
    'shifts on days that the calendar does not tell': [
      'roster',
      () => ({ shifts: [{ days: 'HOLIDAYS', from: '08:00', to: '18:00' }] }),
      /shifts\.0\.days: days of the week from 1 to 7, "WORKDAYS" or "RESTDAYS"/,
    ],
    'two escalations of one id': [
      'life',
      life(({ escalations }) => ({ escalations: [escalations[0], escalations[1], escalations[0]] })),
      /escalations\.2\.id: "rework-3" is already the id of escalations\.0/,
    ],
    'a rung of the ladder that stands twice': [
      'life',
      life(({ ladder }) => ({ ladder: [ladder[0], ladder[0]] })),
      /ladder\.1\.step: "REMIND" is already the rung ladder\.0/,
    ],
    'rungs in another order': [
      'life',
      life(({ ladder }) => ({ ladder: [ladder[1], ladder[0]] })),
      /ladder\.1\.step: "REMIND" stands after "REMIND_LETTER"/,
    ],
    'two limits of one id': [
      'deadlines',
      limits({ ...general, when: { kinds: ['APPEAL'] } }, general),
      /limits\.1\.id: "all" is already the id of limit 0/,
    ],
    'a limit below a more general one': [
      'deadlines',
      limits(general, { ...general, id: 'sign-u1', when: { urgencies: ['U1'] } }),
      /limits\.1\.when: "sign-u1" never counts: limits\.0 \("all"\) above it/,
    ],
    'a limit that a wider list hides': [
      'deadlines',
      limits(
        { ...general, when: { kinds: ['APPEAL', 'DISPUTE'] } },
        { ...general, id: 'b', when: { kinds: ['APPEAL'] } },
      ),
      /limits\.1\.when: "b" never counts/,
    ],
    'two criteria of one id': [
      'risk',
      (rules) => ({ ...rules, criteria: [(rules.criteria as object[])[0], (rules.criteria as object[])[0]] }),
      /criteria: two criteria have one id/,
    ],
    'two stages of one state and way': [
      'life',
      life(() => stages({ tracks: ['ARBITRATION', 'LITIGATION'] }, { tracks: ['LITIGATION'] }, {})),
      /vocabularies\.0\.stages: a state stands in one stage only, or in one for each of its tracks/,
    ],
    'a state that only some ways have a stage for': [
      'life',
      life(() => stages({ tracks: ['LITIGATION'] })),
      /vocabularies\.0\.stages: every open state belongs to a stage without tracks; missing LEGAL_TRACK/,
    ],
    'two warning rules of one id': [
      'warnings',
      (rules) => ({ ...rules, rules: [(rules.rules as object[])[0], (rules.rules as object[])[0]] }),
      /rules\.1\.id: surge-street stands here twice/,
    ],
  };

describe('a wrong rule file', () => {
  it.each(Object.entries(VAIN))('with %s is refused with file, path and expectation', (_, vain) => {
    const [name, wrong, said] = vain;
    change(name, wrong);
    const [problem, ...more] = problems();
    expect(more).toEqual([]);
    expect(problem).toContain(join(folder, `${name}.json`));
    expect(problem).toMatch(said);
  });

  it('may list limits of which each fits something that those above do not', () => {
    change(
      'deadlines',
      limits(
        { ...general, id: 'a', when: { kinds: ['APPEAL'], urgencies: ['U1'] } },
        { ...general, id: 'b', when: { kinds: ['APPEAL'] } },
        { ...general, id: 'c', clock: 'INTAKE' },
        general,
      ),
    );
    expect(problems()).toEqual([]);
  });

  it.each(Object.entries(WRONG))(
    '%s.json is refused with file, path and expectation',
    (name, [wrong, said]) => {
      change(name, wrong);
      const [problem, ...more] = problems();
      expect(more).toEqual([]);
      expect(problem).toContain(join(folder, `${name}.json`));
      expect(problem).toMatch(said);
    },
  );

  it('every file has its wrong example here', () => {
    const files = readdirSync(SHIPPED).filter((name) => name.endsWith('.json'));
    expect(files.map((name) => name.slice(0, -'.json'.length)).sort()).toEqual(Object.keys(WRONG).sort());
  });

  it('is told together with all the others, a file that is no JSON and one that is missing too', () => {
    for (const [name, [wrong]] of Object.entries(WRONG)) change(name, wrong);
    writeFileSync(join(folder, 'live.json'), '{ not json');
    rmSync(join(folder, 'denied.json'));
    const told = problems().join('\n');
    for (const name of Object.keys(WRONG)) expect(told).toContain(join(folder, `${name}.json`));
    expect(told).toMatch(/live\.json: is not JSON/);
    expect(told).toMatch(/denied\.json: cannot be read/);
  });
});
