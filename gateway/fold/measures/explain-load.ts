import type { FigureDefinition } from '../../contract/figures.ts';
import { ALGORITHM_FIGURES, ALGORITHM_PERIOD } from '../../contract/figures-algorithm.ts';
import type { MeasureId } from '../../contract/measures.ts';
import { algorithmFigure } from './algorithms.ts';
import { ALARM_DAYS_KEPT, type Proof } from './evidence.ts';
import {
  type KpiExplanation,
  type KpiQuestion,
  type KpiRow,
  ofMoment,
  type Provable,
  plain,
  same,
} from './explanation.ts';
import { type Figure, type Span, spanOf } from './figures.ts';
import { overlap } from './floods.ts';
import { createGroups, type Groups } from './groups.ts';
import { dayOfDesk, loadFigure, loadOf, SUMMED_TODAY } from './load.ts';

type Named = readonly [string, Proof];

/** A figure of what the seats had to bear, added up anew from the alarms (or floods) that are listed. */
export function explainLoad(
  parts: Provable,
  definition: FigureDefinition,
  { area, at, period: asked }: KpiQuestion,
): KpiExplanation | null {
  if (area !== null) return null;
  const { evidence, context } = parts;
  const { days } = evidence;
  const period = asked ?? definition.periods[0] ?? ALGORITHM_PERIOD;
  const span = spanOf(period, days.dayOf(at));
  const listed = proofsOf(parts, ['alarmsRaised'], span);
  const figure = (groups: Groups) => loadFigure(definition, span, loadOf(groups, evidence, context));
  return {
    ...inPeriod(parts, { id: definition.id, period, span }),
    ...compared(figure(evidence.groups), figure(groupsOf(parts, listed))),
    rows:
      definition.take === 'FLOOD'
        ? floodRows(parts, span)
        : rowsOf(parts, listed, span, ['alarmsRaised', null]),
  };
}

/** What is told of one algorithm. */
export function explainAlgorithm(parts: Provable, { id, area, at }: KpiQuestion): KpiExplanation | null {
  const told = ALGORITHM_FIGURES.find(({ prefix }) => id.startsWith(prefix));
  if (told === undefined || area !== null) return null;
  const { evidence } = parts;
  const name = id.slice(told.prefix.length);
  const span = spanOf(ALGORITHM_PERIOD, evidence.days.dayOf(at));
  const measures = told.of === null ? [told.part] : [told.part, told.of];
  const listed = proofsOf(parts, measures, span).filter(([, { by }]) => by === name);
  const figure = (groups: Groups) => algorithmFigure(told, name, span, groups);
  return {
    ...inPeriod(parts, { id, period: ALGORITHM_PERIOD, span }),
    ...compared(figure(evidence.groups), figure(groupsOf(parts, listed))),
    rows: rowsOf(parts, listed, span, [told.part, told.of]),
  };
}

const TODAY = 'alarm.today.';

/** A number of the desk's day; null for those that single alarms add up to by themselves. */
export function explainToday(parts: Provable, { id, area }: KpiQuestion): KpiExplanation | null {
  if (!id.startsWith(TODAY)) return null;
  const { store, evidence, context } = parts;
  const today = evidence.days.dayOf(context.now);
  const span = { first: today, last: today };
  const what = id.slice(TODAY.length);
  const [, summed] = SUMMED_TODAY.find(([each]) => each === what) ?? [];
  const measure = summed ?? 'alarmsRaised';
  const listed = proofsOf(parts, [measure], span);
  const rows = what === 'floodS' ? floodRows(parts, span) : rowsOf(parts, listed, span, [measure, null]);
  const again = dayOfDesk(loadOf(groupsOf(parts, listed), evidence, context), today);
  const sum = summed === undefined ? again[what] : rows.reduce((total, { part }) => total + part, 0);
  if (sum === undefined || area !== null) return null;
  return ofMoment({ id, area, rows }, plain(store.get('kpi', id)?.value ?? 0), plain(sum));
}

/** How many came in the last minutes, and the flood that they are. */
export function explainRate(parts: Provable, { id, area }: KpiQuestion): KpiExplanation | null {
  const { store, evidence, raises } = parts;
  if (area !== null) return null;
  const proofs = new Map(evidence.proofs());
  const came = raises().map(({ id: alarm }): KpiRow => {
    const subject = `alarm:${alarm}`;
    return { subject, ns: proofs.get(subject)?.ns ?? [], part: 1, of: 1 };
  });
  const floods = [...evidence.floods.all()].filter(([, { to }]) => to === null);
  const [name, flood] = floods[0] ?? [];
  const told = plain(store.get('kpi', id)?.value ?? 0);
  if (id === 'alarm.rate.window') return ofMoment({ id, area, rows: came }, told, plain(came.length));
  const value = id === 'alarm.rate.flood' ? floods.length : (flood?.from ?? 0);
  const rows = flood === undefined ? [] : [{ subject: `flood:${name}`, ns: flood.ns, part: value, of: 1 }];
  return ofMoment({ id, area, rows }, told, plain(value));
}

/** Devices by their last word about themselves. */
export function explainDevices(
  { store, devices }: Provable,
  { id, area }: KpiQuestion,
): KpiExplanation | null {
  const entity = store.get('kpi', id);
  if (entity === undefined || area !== null) return null;
  const rows = [...devices()]
    .filter(({ health }) => id === `device.${health}`)
    .map(({ device, n }): KpiRow => ({ subject: `device:${device}`, ns: [n], part: 1, of: 1 }));
  return ofMoment({ id, area, rows }, plain(entity.value), plain(rows.length));
}

function compared(told: Figure, recomputed: Figure) {
  return { told, recomputed, equal: same(told, recomputed) };
}

function inPeriod(
  { evidence: { days }, context }: Provable,
  {
    id,
    period,
    span,
  }: { readonly id: string; readonly period: typeof ALGORITHM_PERIOD; readonly span: Span },
) {
  const keptFrom = days.startOf(days.dayOf(context.now) - ALARM_DAYS_KEPT);
  const [from, to] = [days.startOf(span.first), days.startOf(span.last + 1)];
  return { id, period, area: null, from, to, keptFrom, earlier: null };
}

function proofsOf({ evidence }: Provable, measures: readonly MeasureId[], span: Span): Named[] {
  const { days } = evidence;
  return [...evidence.proofs()].filter(([, { moments }]) =>
    moments.some(([measure, at]) => measures.includes(measure) && within(days.dayOf(at), span)),
  );
}

function groupsOf({ evidence: { days } }: Provable, listed: readonly Named[]): Groups {
  const groups = createGroups(days);
  for (const [, { moments, by }] of listed) groups.add(moments, by, 1);
  return groups;
}

function rowsOf(
  { evidence: { days } }: Provable,
  listed: readonly Named[],
  span: Span,
  [part, of]: readonly [MeasureId, MeasureId | null],
): KpiRow[] {
  return listed.map(([subject, { moments, ns }]) => {
    const here = moments.filter(([, at]) => within(days.dayOf(at), span));
    const add = (measure: MeasureId) =>
      here.reduce((sum, [each, , value]) => (each === measure ? sum + value : sum), 0);
    return { subject, ns, part: add(part), of: of === null ? 1 : add(of) };
  });
}

function floodRows(
  { evidence: { days, floods }, context: { now } }: Provable,
  { first, last }: Span,
): KpiRow[] {
  const to = Math.min(days.startOf(last + 1), now);
  return [...floods.all()]
    .map(([name, flood]) => ({
      subject: `flood:${name}`,
      ns: flood.ns,
      part: Math.floor(overlap(flood, days.startOf(first), to) / 1_000),
      of: 1,
    }))
    .filter(({ part }) => part > 0);
}

function within(day: number, { first, last }: Span): boolean {
  return day >= first && day <= last;
}
