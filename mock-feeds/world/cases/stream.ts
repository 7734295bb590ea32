import type { CaseKind } from '../../../gateway/contract/index.ts';
import { dayCache } from '../day-cache.ts';
import type { Point } from '../geo.ts';
import { findHolders } from '../holders.ts';
import { draws, strata } from '../rng.ts';
import type { Sites } from '../sites.ts';
import { bySending, eventOf, type Stream, type WorldBasis } from '../stream.ts';
import { timeOfDay } from '../time.ts';
import { type CaseDraft, draftCase } from './draft.ts';
import { cutShort, cutShortBy, fateOf } from './fate.ts';
import { type CaseLife, lifeOf } from './life.ts';
import { notesOf } from './notes.ts';
import { type Papers, paperSteps, papersOf } from './papers.ts';
import { withParticulars } from './particulars.ts';
import { type Step, stepsOf } from './steps.ts';
import { withTurns } from './turns.ts';

/** An item as the desk knows it. */
export interface CasePlan {
  readonly id: string;
  readonly kind: CaseKind;
  readonly site: Point;
  readonly holder: string;
  readonly dueAt: number;
  readonly receivedAt: number;
  readonly level: CaseDraft['level'];
  readonly urgency: CaseDraft['limit']['urgency'];
  readonly life: CaseLife;
  readonly papers: Papers;
}

export interface CaseWorld extends Stream {
  /** Items that are received on a day. */
  plans(day: number): readonly CasePlan[];
}

/** Days that an item may stay open or unrated, at most: the longest limit, extended or paused, and late. */
export const LONGEST_DAYS = 60;

const MAY_BE_GUIDED: ReadonlySet<CaseKind> = new Set(['DISPUTE', 'APPEAL']);

interface Numbered extends Step {
  readonly subject: string;
  readonly sequence: number;
}

/** Where an item stands among those of its day, each 0 to 1. */
interface Placing {
  readonly received: number;
  readonly sort: number;
  readonly pace: number;
}

function countOf(basis: WorldBasis, day: number): number {
  const [least, most] = basis.calendar.isWorkday(day)
    ? basis.scenario.cases.workday
    : basis.scenario.cases.restday;
  return draws(basis.seed, 'case-count', day).int(least, most);
}

/** Items through their whole lives. An item's id tells its day: `SX261120-007`. */
export function caseStream(basis: WorldBasis, sites: Sites): CaseWorld {
  const { seed, calendar, startMs, scenario } = basis;
  const rules = scenario.cases;
  const departments = basis.pack.units.filter(({ kind }) => kind === 'department').map(({ id }) => id);
  const tools = { sites, calendar, holderOf: findHolders(basis.pack), weights: rules.weights };
  const since = calendar.startOf(calendar.dayOf(startMs) - scenario.history.caseDays);

  const planOf = (day: number, i: number, at: Placing) => {
    const draw = draws(seed, 'case', day, i);
    const id = `SX${calendar.code(day)}-${String(i + 1).padStart(3, '0')}`;
    const receivedAt = calendar.startOf(day) + timeOfDay(rules.hours, at.received);
    const item = draftCase(draw, tools, { id, receivedAt, sortAt: at.sort });
    return { draw, item, life: lifeOf(draw, calendar, rules, { ...item, paceAt: at.pace }) };
  };
  const bareOf = (day: number) => {
    if (calendar.startOf(day) < since) return [];
    const count = countOf(basis, day);
    const draw = draws(seed, 'case-day', day);
    const [received, sorts, paces] = [strata(draw, count), strata(draw, count), strata(draw, count)];
    return Array.from({ length: count }, (_, i) =>
      planOf(day, i, { received: received[i] ?? 0, sort: sorts[i] ?? 0, pace: paces[i] ?? 0 }),
    );
  };
  const fateDraw = (day: number, i: number) => draws(seed, 'case-fate', day, i);
  /** An item of the day before that may be the same matter, and is open still when that is known. */
  const twinOf = (day: number, { item: { sort }, life }: Pick<ReturnType<typeof planOf>, 'item' | 'life'>) =>
    bareOf(day - 1).find(
      (other, i) =>
        other.item.sort.category === sort.category &&
        other.life.closedAt > cutShortBy(life) &&
        fateOf(fateDraw(day - 1, i), rules) === 'CLOSED',
    )?.item ?? null;
  const plansOf = (day: number) =>
    bareOf(day).map((plan, i) => {
      const draw = fateDraw(day, i);
      const wished = fateOf(draw, rules);
      const elsewhere = wished === 'GUIDED' && !MAY_BE_GUIDED.has(plan.item.sort.kind);
      if (wished === 'CLOSED' || elsewhere) return plan;
      if (wished === 'GUIDED') return { ...plan, life: cutShort(draw, plan.life, wished) };
      const twin = wished === 'MERGED' ? twinOf(day, plan) : null;
      const same = twin === null ? {} : { title: twin.title, site: twin.site, twin: twin.id };
      const life = cutShort(draw, plan.life, twin === null ? 'VOID' : 'MERGED');
      return { ...plan, item: { ...plan.item, ...same }, life };
    });
  const days = dayCache<Numbered>(LONGEST_DAYS, (day) =>
    plansOf(day).flatMap(({ draw, item, life }, i) => {
      const notes = notesOf(
        draws(seed, 'case-notes', day, i),
        { calendar, rules, since: startMs },
        item,
        life,
      );
      const usual = stepsOf(draw, calendar, item, life);
      const told = withParticulars(draws(seed, 'case-particulars', day, i), rules, {
        item,
        life,
        steps: usual,
      });
      const turned = withTurns(draws(seed, 'case-turns', day, i), { item, life, steps: told, departments });
      const papers = paperSteps(papersOf(seed, calendar, { item, life }), startMs);
      const steps = [...turned, ...papers, ...notes].sort((a, b) => a.at - b.at);
      return steps.map((step, n) => ({ ...step, subject: item.id, sequence: n + 1 }));
    }),
  );

  return {
    since,
    plans: (day) =>
      plansOf(day).map(({ item, life }) => {
        const { id, sort, site, holder, dueAt, receivedAt, level, limit } = item;
        const papers = papersOf(seed, calendar, { item, life });
        const where = { site: site.at, holder };
        const { urgency } = limit;
        return { id, kind: sort.kind, ...where, dueAt, receivedAt, level, urgency, life, papers };
      }),
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
