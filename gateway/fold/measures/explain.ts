import { AGE_PREFIX } from '../../contract/ages.ts';
import { FIGURES, type FigureDefinition, figureKpi } from '../../contract/figures.ts';
import { LOAD_FIGURES } from '../../contract/figures-load.ts';
import { NAMED_FIGURES } from '../../contract/figures-named.ts';
import { kpiId, OFFICE_OPEN, UNSEEN_ITEMS } from '../../contract/kpi.ts';
import { RENUMBERED } from '../../contract/kpi-feed.ts';
import { AREA_PERIOD, type MeasureId } from '../../contract/measures.ts';
import { type Contribution, contributions } from '../kpi.ts';
import type { CountedKind } from '../model.ts';
import { SPREAD } from './days.ts';
import { areasOf, type Evidence, type Proof } from './evidence.ts';
import { ageFigure, waitingIn } from './explain-age.ts';
import { explainDevices, explainLoad, explainNamed, explainRate, explainToday } from './explain-load.ts';
import { explainMissing, explainQuarantined, explainRenumbered } from './explain-missing.ts';
import { explainOffice, explainRules } from './explain-rules.ts';
import {
  type KpiExplanation,
  type KpiQuestion,
  type KpiRow,
  ofMoment,
  type Provable,
  plain,
  same,
} from './explanation.ts';
import { figureOf, percent, type Span, type Sums, spanOf } from './figures.ts';
import type { Moment } from './moments.ts';
import { together } from './unlisted.ts';

export type { KpiExplanation, KpiQuestion, KpiRow } from './explanation.ts';

/** How a number came about; null when there is no such number. */
export function explainKpi(parts: Provable, question: KpiQuestion): KpiExplanation | null {
  const definition = FIGURES.find(({ id }) => id === question.id);
  const load = LOAD_FIGURES.find(({ id }) => id === question.id);
  if (load !== undefined) return explainLoad(parts, load, question);
  const special = EXPLAINED.find(([prefix]) => question.id.startsWith(prefix));
  if (special !== undefined) return special[1](parts, question);
  if (definition === undefined) return explainToday(parts, question) ?? explainCount(parts, question);
  if (definition.take === 'PRESENT') return explainPresent(parts, definition, question);
  return explainPeriod(parts, definition, question);
}

function explainPeriod(
  { evidence }: Provable,
  definition: FigureDefinition,
  { area, at, period: asked }: KpiQuestion,
): KpiExplanation | null {
  const { days } = evidence;
  const period = asked ?? (area === null ? definition.periods[0] : AREA_PERIOD) ?? AREA_PERIOD;
  if (area !== null && !definition.perArea) return null;
  const span = spanOf(period, days.dayOf(at));
  const kept = { ...span, first: Math.max(span.first, days.oldest()) };
  const told = figureOf(definition, area ?? '', span, days);
  const listed: [string, Proof][] = [];
  for (const [name, proof] of evidence.proofs()) {
    if (
      proof.moments.some((moment) =>
        inside(moment, proof, { area, span: wide(definition, kept), definition }, days),
      )
    )
      listed.push([name, proof]);
  }
  const known = together(sumsOf(listed, days), evidence.unlisted);
  const recomputed = figureOf(definition, area ?? '', span, withEarlier(known, days));
  const earlier = figureOf(definition, area ?? '', { ...span, last: days.oldest() - 1 }, days);
  const rows = listed.flatMap(([name, proof]) =>
    rowOf(name, proof, { definition, area, span: kept }, evidence),
  );
  return {
    id: definition.id,
    period,
    area,
    from: Number.isFinite(span.first) ? days.startOf(span.first) : null,
    to: days.startOf(span.last + 1),
    keptFrom: days.startOf(days.oldest()),
    earlier:
      Number.isFinite(span.first) || (earlier.part === 0 && earlier.of === 0)
        ? null
        : { part: earlier.part, of: earlier.of },
    ...unlistedOf({ definition, area, span: kept }, evidence),
    told,
    recomputed,
    equal: same(told, recomputed),
    rows,
  };
}

/** What the period adds of entries whose proofs were let go of. */
function unlistedOf(
  { definition, area, span }: Sought,
  { unlisted }: Evidence,
): Pick<KpiExplanation, 'unlisted'> {
  const figure = figureOf(definition, area ?? '', span, unlisted);
  const entries = unlisted.entries(definition, figure, { area: area ?? '', ...span });
  const { part, of } = figure;
  return part === 0 && of === 0 && entries === 0 ? {} : { unlisted: { part, of, entries } };
}

interface Sought {
  readonly definition: FigureDefinition;
  readonly area: string | null;
  readonly span: Span;
}

/** A change of the week is compared with the four weeks before. */
function wide({ take }: FigureDefinition, span: Span): Span {
  return take === 'CHANGE' ? { first: span.last - 34, last: span.last } : span;
}

function inside(
  moment: Moment,
  { street }: Proof,
  { definition, area, span }: Sought,
  days: Evidence['days'],
): boolean {
  const [measure, at] = moment;
  if (measure !== definition.numerator && measure !== definition.denominator) return false;
  if (!areasOf(moment, street).includes(area ?? '')) return false;
  const day = days.dayOf(at);
  return day >= span.first && day <= span.last;
}

function rowOf(name: string, proof: Proof, sought: Sought, { days }: Evidence): readonly KpiRow[] {
  const moments = proof.moments.filter((moment) => inside(moment, proof, sought, days));
  if (moments.length === 0) return [];
  const add = (measure: string | null) =>
    moments.reduce((sum, [each, , value]) => (each === measure ? sum + value : sum), 0);
  const { numerator, denominator } = sought.definition;
  const part = add(numerator);
  // A middle is told of as many as it is the middle of: one item may have several.
  const each = SPREAD.has(numerator as MeasureId) ? moments.length : 1;
  return [{ subject: name, ns: proof.ns, part, of: denominator === null ? each : add(denominator) }];
}

/** Sums of the days that are kept apart, and for everything the one sum of all before them. */
function withEarlier(kept: Sums, days: Evidence['days']): Sums {
  const oldest = days.oldest();
  return {
    sum: (measure, area, first, last) =>
      kept.sum(measure, area, Math.max(first, oldest), last) +
      (Number.isFinite(first) ? 0 : days.sum(measure, area, first, oldest - 1)),
    spread: kept.spread,
  };
}

/** The sums of some proofs alone, added up from nothing. */
function sumsOf(proofs: readonly (readonly [string, Proof])[], days: Evidence['days']): Sums {
  const moments = proofs.flatMap(([, { moments: list, street }]) =>
    list.map((moment) => ({ moment, areas: areasOf(moment, street), day: days.dayOf(moment[1]) })),
  );
  const values = (measure: MeasureId, area: string, first: number, last: number) =>
    moments
      .filter((each) => each.moment[0] === measure && each.areas.includes(area))
      .filter(({ day }) => day >= first && day <= last)
      .map(({ moment }) => moment[2]);
  return {
    sum: (...asked) => values(...asked).reduce((total, value) => total + value, 0),
    spread(...asked) {
      const counts = new Map<number, number>();
      for (const value of values(...asked)) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts].sort(([a], [b]) => a - b);
    },
  };
}

/** What single entities do not add up to, by what its id begins with. */
const EXPLAINED: readonly (readonly [
  string,
  (parts: Provable, question: KpiQuestion) => KpiExplanation | null,
])[] = [
  [AGE_PREFIX, explainAge],
  ...NAMED_FIGURES.map(({ prefix }) => [prefix, explainNamed] as const),
  ['alarm.rate.', explainRate],
  [UNSEEN_ITEMS, explainUnseen],
  ['device.', explainDevices],
  [RENUMBERED, explainRenumbered],
  ['feed.', explainMissing],
  ['quarantined', explainQuarantined],
  ['warning.rules.', explainRules],
  [OFFICE_OPEN, explainOffice],
];

/** Since when the oldest and the middle one wait; each row tells its own instant. */
function explainAge({ store, evidence }: Provable, { id, area }: KpiQuestion): KpiExplanation | null {
  const entity = store.get('kpi', id);
  if (entity === undefined || area !== null) return null;
  const proofs = new Map(evidence.proofs());
  const line = waitingIn(store, id);
  const rows = line.map(({ since, subject }) => ({
    subject,
    ns: proofs.get(subject)?.ns ?? [],
    part: since,
    of: 1,
  }));
  const { value, part = 0, of = 0 } = entity;
  return ofMoment({ id, area, rows }, { value, part, of }, ageFigure(id, line));
}

/** The items themselves, with the entries that told of them. */
function explainUnseen(
  { store, evidence, unseen }: Provable,
  { id, area }: KpiQuestion,
): KpiExplanation | null {
  const entity = store.get('kpi', id);
  if (entity === undefined || area !== null) return null;
  const rows = [...unseen()].sort().map((item): KpiRow => {
    const ns = evidence.entriesOf('case', item);
    return { subject: `case:${item}`, ns, part: 1, of: 1 };
  });
  return ofMoment({ id, area, rows }, plain(entity.value), plain(rows.length));
}

/** A number that is the sum of what the live entities contribute. */
function explainCount(parts: Provable, { id, area }: KpiQuestion): KpiExplanation | null {
  const entity = parts.store.get('kpi', area === null ? id : kpiId(id, area));
  if (entity === undefined) return null;
  const rows = contributors(parts, id, area);
  const sum = rows.reduce((total, { part }) => total + part, 0);
  return ofMoment({ id, area, rows }, plain(entity.value), plain(sum));
}

function explainPresent(
  parts: Provable,
  { id, numerator, denominator }: FigureDefinition,
  { area }: KpiQuestion,
): KpiExplanation | null {
  const entity = parts.store.get('kpi', figureKpi(id, null));
  if (entity === undefined || area !== null) return null;
  const above = new Map(contributors(parts, numerator, area).map((row) => [row.subject, row.part]));
  const rows = contributors(parts, denominator ?? '', area).map((row) => ({
    ...row,
    part: above.get(row.subject) ?? 0,
    of: row.part,
  }));
  const part = rows.reduce((sum, row) => sum + row.part, 0);
  const of = rows.reduce((sum, row) => sum + row.of, 0);
  const told = {
    part: parts.store.get('kpi', numerator)?.value ?? 0,
    of: parts.store.get('kpi', denominator ?? '')?.value ?? 0,
  };
  return ofMoment(
    { id, area, rows },
    { ...told, value: percent(told.part, told.of) },
    { part, of, value: percent(part, of) },
  );
}

const COUNTED: readonly CountedKind[] = ['case', 'alarm', 'video', 'terminal', 'warning', 'instruction'];

function contributors(parts: Provable, id: string, area: string | null): KpiRow[] {
  const { store, evidence, today, gone } = parts;
  const proofs = new Map(evidence.proofs());
  const rows = new Map<string, KpiRow>();
  const add = (subject: string, list: readonly Contribution[], changed: number | undefined) => {
    const part = list
      .filter((each) => each.id === id && (area === null || (each.areas?.includes(area) ?? false)))
      .reduce((sum, { by }) => sum + by, 0);
    if (part === 0) return;
    const ns = proofs.get(subject)?.ns ?? (changed === undefined ? [] : [changed]);
    const sum = part + (rows.get(subject)?.part ?? 0);
    rows.set(subject, { subject, ns, part: sum, of: sum });
  };
  for (const kind of COUNTED) {
    for (const entity of store.all(kind))
      add(
        `${kind}:${entity.id}`,
        contributions(kind, entity as never, today),
        store.changedAt(kind, entity.id),
      );
  }
  for (const [name, list] of gone()) add(name.slice(0, name.lastIndexOf('#')), list, undefined);
  return [...rows.values()];
}
