import type { FigureDefinition } from '../../contract/figures.ts';
import { NAMED_FIGURES, NAMED_PERIOD } from '../../contract/figures-named.ts';
import type { MeasureId } from '../../contract/measures.ts';
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
import { createGroups, type Groups, nameOf } from './groups.ts';
import { dayOfDesk, loadFigure, loadOf, SUMMED_TODAY } from './load.ts';
import type { Moment } from './moments.ts';
import { namedFigure } from './named.ts';

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
  const period = asked ?? definition.periods[0] ?? NAMED_PERIOD;
  const span = spanOf(period, days.dayOf(at));
  const listed = proofsOf(parts, ['alarmsRaised'], withDayBefore(span));
  const figure = (groups: Groups) => loadFigure(definition, span, loadOf(groups, evidence, context));
  return {
    ...inPeriod(parts, { id: definition.id, period, span }),
    ...compared(figure(evidence.groups), figure(groupsOf(parts, listed))),
    rows: loadRows(parts, { take: definition.take, span, listed }),
  };
}

/** The fullest ten minutes of a day may have begun on the day before. */
function withDayBefore({ first, last }: Span): Span {
  return { first: first - 1, last };
}

interface Sought {
  readonly take: FigureDefinition['take'];
  readonly span: Span;
  readonly listed: readonly Named[];
}

/** The floods, the alarms of the fullest ten minutes, or all that came while the log was watched. */
function loadRows(parts: Provable, { take, span, listed }: Sought): readonly KpiRow[] {
  const { evidence, context } = parts;
  if (take === 'FLOOD') return floodRows(parts, span);
  const load = loadOf(evidence.groups, evidence, context);
  const came = (from: number, isIn: (at: number) => boolean) =>
    rowsOf(listed, (at) => at >= from && isIn(at), ['alarmsRaised', null]).filter(({ part }) => part > 0);
  if (take !== 'MOST') {
    const { days } = evidence;
    return came(load.from(span), (at) => within(days.dayOf(at), span));
  }
  const { to = 0 } = load.most(span) ?? {};
  return came(to - load.windowMs + 1, (at) => at <= to);
}

/** What is told of one algorithm, or one row of the duty catalogue. */
export function explainNamed(parts: Provable, { id, area, at }: KpiQuestion): KpiExplanation | null {
  const told = NAMED_FIGURES.find(({ prefix }) => id.startsWith(prefix));
  if (told === undefined || area !== null) return null;
  const { evidence } = parts;
  const name = id.slice(told.prefix.length);
  const span = spanOf(NAMED_PERIOD, evidence.days.dayOf(at));
  const measures = told.of === null ? [told.part] : [told.part, told.of];
  const isOf =
    ({ by }: Proof) =>
    (moment: Moment) =>
      nameOf(moment, by) === name;
  const listed = proofsOf(parts, measures, span).flatMap(([subject, proof]): Named[] => {
    const moments = proof.moments.filter(isOf(proof));
    return moments.some(([measure]) => measures.includes(measure)) ? [[subject, { ...proof, moments }]] : [];
  });
  const figure = (groups: Groups) => namedFigure(told, name, span, groups);
  return {
    ...inPeriod(parts, { id, period: NAMED_PERIOD, span }),
    ...compared(figure(evidence.groups), figure(groupsOf(parts, listed))),
    rows: rowsOf(listed, (when) => within(evidence.days.dayOf(when), span), [told.part, told.of]),
  };
}

const TODAY = 'alarm.today.';
/** How numbers of the desk's day are taken that single alarms do not add up to. */
const TAKEN: Readonly<Record<string, FigureDefinition['take']>> = {
  most10m: 'MOST',
  fullTens: 'FULL',
  topTen: 'TOP',
  floodS: 'FLOOD',
};

/** A number of the desk's day; null for those that single alarms add up to by themselves. */
export function explainToday(parts: Provable, { id, area }: KpiQuestion): KpiExplanation | null {
  if (!id.startsWith(TODAY) || area !== null) return null;
  const { store, evidence, context } = parts;
  const { days } = evidence;
  const today = days.dayOf(context.now);
  const span = { first: today, last: today };
  const what = id.slice(TODAY.length);
  const told = plain(store.get('kpi', id)?.value ?? 0);
  const [, summed] = SUMMED_TODAY.find(([each]) => each === what) ?? [];
  if (summed !== undefined) {
    const isIn = (at: number) => within(days.dayOf(at), span);
    const rows = rowsOf(proofsOf(parts, [summed], span), isIn, [summed, null]);
    const sum = rows.reduce((total, { part }) => total + part, 0);
    return ofMoment({ id, area, rows }, told, plain(sum));
  }
  const listed = proofsOf(parts, ['alarmsRaised'], withDayBefore(span));
  const again = dayOfDesk(loadOf(groupsOf(parts, listed), evidence, context), today)[what];
  const take = TAKEN[what];
  if (again === undefined || take === undefined) return null;
  return ofMoment({ id, area, rows: loadRows(parts, { take, span, listed }) }, told, plain(again));
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
  { id, period, span }: { readonly id: string; readonly period: typeof NAMED_PERIOD; readonly span: Span },
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

function groupsOf({ evidence: { days, since } }: Provable, listed: readonly Named[]): Groups {
  const groups = createGroups(days, since);
  for (const [, { moments, by }] of listed) groups.add(moments, by, 1);
  return groups;
}

function rowsOf(
  listed: readonly Named[],
  isIn: (at: number) => boolean,
  [part, of]: readonly [MeasureId, MeasureId | null],
): KpiRow[] {
  return listed.map(([subject, { moments, ns }]) => {
    const here = moments.filter(([, at]) => isIn(at));
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
