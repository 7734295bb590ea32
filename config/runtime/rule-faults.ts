import type { Limit } from '../../gateway/contract/deadlines.ts';
import { LADDER_STEPS, type LifeRules } from '../../gateway/contract/life.ts';
import type { Rules } from '../../gateway/contract/rules.ts';

/** What is wrong with a rule set whose values are all of their kind, and where in its file. */
export interface RuleFault {
  readonly path: string;
  readonly problem: string;
}

/**
 * Rules that nothing could ever follow, or of which one hides another. The schemas leave them alone: every log holds the
 * rules that were once in force and is read through the schemas, for ever; what starts today is held to more.
 */
export function faultsWithin(rules: Partial<Rules>): ReadonlyMap<string, readonly RuleFault[]> {
  return new Map([
    ['life', rules.life === undefined ? [] : lifeFaults(rules.life)],
    ['deadlines', rules.deadlines === undefined ? [] : limitFaults(rules.deadlines.limits)],
  ]);
}

function lifeFaults({ ladder, escalations }: LifeRules): RuleFault[] {
  return [
    ...repeated(ladder.map(({ step }) => step)).map(([index, step, first]) => ({
      path: `ladder.${index}.step`,
      problem: `"${step}" is already the rung ladder.${first}; each step stands once`,
    })),
    ...ladder.flatMap(({ step }, index) => outOfOrder(ladder, index, step)),
    ...repeated(escalations.map(({ id }) => id)).map(([index, id, first]) => ({
      path: `escalations.${index}.id`,
      problem: `"${id}" is already the id of escalations.${first}; each rule has an id of its own`,
    })),
    ...escalations.flatMap((rule, index) => thresholdless(rule, index)),
  ];
}

function thresholdless(rule: LifeRules['escalations'][number], index: number): RuleFault[] {
  const { returns, reworks, reopenings, units } = rule;
  if ([returns, reworks, reopenings, units].some((count) => count !== undefined)) return [];
  return [
    {
      path: `escalations.${index}`,
      problem: `"${rule.id}" never applies: give at least one of returns, reworks, reopenings, units`,
    },
  ];
}

function outOfOrder(ladder: LifeRules['ladder'], index: number, step: LifeRules['ladder'][number]['step']) {
  const above = ladder[index - 1];
  if (above === undefined || LADDER_STEPS.indexOf(above.step) <= LADDER_STEPS.indexOf(step)) return [];
  return [
    {
      path: `ladder.${index}.step`,
      problem: `"${step}" stands after "${above.step}"; the order is ${LADDER_STEPS.join(', ')}`,
    },
  ];
}

/** Of the limits of a clock the first that fits counts: one that fits nothing which a line above does not fit never does. */
function limitFaults(limits: readonly Limit[]): RuleFault[] {
  return limits.flatMap((limit, index) => {
    const hiding = limits
      .slice(0, index)
      .findIndex((above) => above.clock === limit.clock && covers(above.when, limit.when));
    if (hiding === -1) return [];
    return [
      {
        path: `limits.${index}.when`,
        problem: `"${limit.id}" never counts: limits.${hiding} ("${limits[hiding]?.id}") above it fits every item that it fits; put the exception above the general`,
      },
    ];
  });
}

function covers(wide: Limit['when'], narrow: Limit['when']): boolean {
  return (['kinds', 'categories', 'urgencies', 'units', 'tracks', 'channels'] as const).every((condition) => {
    const asked: readonly string[] | undefined = wide[condition];
    if (asked === undefined) return true;
    return narrow[condition]?.every((each) => asked.includes(each)) ?? false;
  });
}

/** `[index, value, index of the first]` of each value that stands in the list before. */
function repeated(values: readonly string[]): [number, string, number][] {
  return values.flatMap((value, index): [number, string, number][] => {
    const first = values.indexOf(value);
    return first === index ? [] : [[index, value, first]];
  });
}
