import { kpiId } from '../../contract/kpi.ts';
import { UNREPORTED } from '../../contract/kpi-feed.ts';
import type { SourceHealth } from '../../contract/sources.ts';
import {
  type KpiExplanation,
  type KpiQuestion,
  type KpiRow,
  ofMoment,
  type Provable,
  plain,
} from './explanation.ts';

/** A source, or what it tells of a street, that should have been heard and was not; and the last entry that it was heard by. */
export interface Missing extends Pick<SourceHealth, 'feed' | 'source' | 'street' | 'state'> {
  readonly n: number | null;
}

/**
 * Who is 断流 or 应报未报, each with the rules that expect it and the last that was heard of it. Null for a number that
 * is not told of the area.
 */
export function explainMissing(
  { store, evidence, missing }: Provable,
  { id, area }: KpiQuestion,
): KpiExplanation | null {
  const entity = store.get('kpi', area === null ? id : kpiId(id, area));
  if (entity === undefined) return null;
  const rules = evidence.configurations().slice(-1);
  const rows = missing()
    .filter((each) => idsOf(each).includes(id) && (area === null || each.street === area))
    .map((each): KpiRow => {
      const ns = each.n === null ? rules : [...rules, each.n].sort((a, b) => a - b);
      return { subject: subjectOf(each), ns, part: 1, of: 1 };
    });
  return ofMoment({ id, area, rows }, plain(entity.value), plain(rows.length));
}

function idsOf({ feed, state }: Missing): readonly string[] {
  return state === 'UNREPORTED' ? [UNREPORTED, `${UNREPORTED}.${feed}`] : [`feed.silent.${feed}`];
}

function subjectOf({ feed, source, street }: Missing): string {
  return street === null ? `source:${feed} ${source}` : `source:${feed} ${source} @${street}`;
}

/** Whose numbers began anew, each with the last entry that shows it. */
export function explainRenumbered(
  { store, renumbered }: Provable,
  { id, area }: KpiQuestion,
): KpiExplanation | null {
  const entity = store.get('kpi', id);
  if (entity === undefined || area !== null) return null;
  const rows = renumbered().map(
    ({ feed, source, n }): KpiRow => ({ subject: `source:${feed} ${source}`, ns: [n], part: 1, of: 1 }),
  );
  return ofMoment({ id, area, rows }, plain(entity.value), plain(rows.length));
}

/** The entries that were set aside, the latest of them: of more than are kept the number alone is known. */
export function explainQuarantined(
  { store, quarantined }: Provable,
  { id, area }: KpiQuestion,
): KpiExplanation | null {
  const entity = store.get('kpi', id);
  if (entity === undefined || area !== null) return null;
  const rows = quarantined().flatMap(({ n, played }): KpiRow[] =>
    played === true ? [] : [{ subject: `entry:${n}`, ns: [n], part: 1, of: 1 }],
  );
  return ofMoment({ id, area, rows }, plain(entity.value), plain(rows.length));
}
