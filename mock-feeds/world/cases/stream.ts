import { dayCache } from '../day-cache.ts';
import { findHolders } from '../holders.ts';
import { draws, strata } from '../rng.ts';
import type { Sites } from '../sites.ts';
import { bySending, eventOf, type Stream, type WorldBasis } from '../stream.ts';
import { timeOfDay } from '../time.ts';
import { draftCase } from './draft.ts';
import { lifeOf } from './life.ts';
import { notesOf } from './notes.ts';
import { type CasePlan, planOf } from './plan.ts';
import { type Step, stepsOf } from './steps.ts';

/** Days that an item may stay open or unrated, at most: the longest limit, extended or paused, and late. */
export const LONGEST_CASE_DAYS = 60;

interface Numbered extends Step {
  readonly subject: string;
  readonly sequence: number;
}

function countOf(basis: WorldBasis, day: number): number {
  const [least, most] = basis.calendar.isWorkday(day)
    ? basis.scenario.cases.workday
    : basis.scenario.cases.restday;
  return draws(basis.seed, 'case-count', day).int(least, most);
}

export interface CaseWorld extends Stream {
  /** What is known beforehand of the items that are received on a local day. */
  plans(day: number): readonly CasePlan[];
}

interface Made {
  readonly plan: CasePlan;
  readonly steps: readonly Numbered[];
}

/** Items through their whole lives. An item's id tells its day: `SX261120-007`. */
export function caseStream(basis: WorldBasis, sites: Sites): CaseWorld {
  const { seed, calendar, startMs, scenario } = basis;
  const rules = scenario.cases;
  const tools = { sites, calendar, holderOf: findHolders(basis.pack), weights: rules.weights };
  const since = calendar.startOf(calendar.dayOf(startMs) - scenario.history.caseDays);

  const itemOf = (day: number, i: number, at: { received: number; sort: number; pace: number }): Made => {
    const draw = draws(seed, 'case', day, i);
    const id = `SX${calendar.code(day)}-${String(i + 1).padStart(3, '0')}`;
    const receivedAt = calendar.startOf(day) + timeOfDay(rules.hours, at.received);
    const item = draftCase(draw, tools, { id, receivedAt, sortAt: at.sort });
    const life = lifeOf(draw, calendar, rules, { ...item, paceAt: at.pace });
    const notes = notesOf(draws(seed, 'case-notes', day, i), { calendar, rules, since: startMs }, item, life);
    const steps = [...stepsOf(draw, calendar, item, life), ...notes].sort((a, b) => a.at - b.at);
    const numbered = steps.map((step, n) => ({ ...step, subject: id, sequence: n + 1 }));
    return { plan: planOf(item, life), steps: numbered };
  };

  const made = (day: number): Made[] => {
    if (calendar.startOf(day) < since) return [];
    const count = countOf(basis, day);
    const draw = draws(seed, 'case-day', day);
    const [received, sorts, paces] = [strata(draw, count), strata(draw, count), strata(draw, count)];
    return Array.from({ length: count }, (_, i) =>
      itemOf(day, i, { received: received[i] ?? 0, sort: sorts[i] ?? 0, pace: paces[i] ?? 0 }),
    );
  };
  const days = dayCache<Numbered>(LONGEST_CASE_DAYS, (day) => made(day).flatMap(({ steps }) => steps));

  return {
    since,
    plans: (day) => made(day).map(({ plan }) => plan),
    events: (from, to) =>
      days
        .between(calendar.dayOf(Math.max(from, since)), calendar.dayOf(to), { from, to })
        .map(({ at, type, data, subject, sequence }) => {
          const id = `${subject}-${sequence}`;
          return { at, event: eventOf(basis, { feed: 'case', type, id, subject, at, sequence, data }) };
        })
        .sort(bySending),
  };
}
