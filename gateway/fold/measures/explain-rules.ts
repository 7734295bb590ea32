import { WARNING_RULE_PREFIXES } from '../../contract/kpi-warning.ts';
import type { WarningRule } from '../../contract/warning-rules.ts';
import {
  type KpiExplanation,
  type KpiQuestion,
  type KpiRow,
  ofMoment,
  type Provable,
  plain,
} from './explanation.ts';

/** What a rule of early warnings has seen in its window by now. */
export interface RuleSample {
  readonly rule: Pick<WarningRule, 'id' | 'minimum'>;
  /** As the rule counts on. */
  readonly observations: number;
  /** What it saw, one by one: `kind:id` and the entry by which that was first heard. */
  readonly seen: () => Iterable<{ readonly ref: string; readonly n: number }>;
  /** Of a rule that listens to feeds, how much each has told: it is judged by the loudest. */
  readonly feeds: readonly { readonly ref: string; readonly n: number; readonly total: number }[];
}

const { OBSERVATIONS, SILENT } = WARNING_RULE_PREFIXES;
/** All rules that are silent. */
const ALL_SILENT = 'warning.rules.silent';

/**
 * What a rule has seen, or which rules have seen too little to speak, as of now: the wall tells it as of the last tick.
 */
export function explainRules(parts: Provable, { id, area }: KpiQuestion): KpiExplanation | null {
  if (parts.store.get('kpi', id) === undefined || area !== null) return null;
  const samples = parts.samples();
  if (id === ALL_SILENT) {
    const rows = samples.filter(isSilent).map((sample) => silentRow(parts, sample));
    return ofMoment({ id, area, rows }, plain(samples.filter(isSilent).length), plain(rows.length));
  }
  const prefix = id.startsWith(OBSERVATIONS) ? OBSERVATIONS : SILENT;
  const sample = samples.find(({ rule }) => id === prefix + rule.id);
  if (sample === undefined) return null;
  if (prefix === OBSERVATIONS) return explainSeen(parts, id, sample);
  const seen = explainSeen(parts, id, sample).recomputed.value;
  const rows = isSilent(sample) ? [silentRow(parts, sample)] : [];
  return ofMoment({ id, area, rows }, plain(rows.length), plain(seen < sample.rule.minimum ? 1 : 0));
}

function explainSeen({ evidence }: Provable, id: string, sample: RuleSample): KpiExplanation {
  const told = plain(sample.observations);
  if (sample.feeds.length > 0) {
    const rows = sample.feeds.map(
      ({ ref, n, total }): KpiRow => ({ subject: ref, ns: [n], part: total, of: 1 }),
    );
    return ofMoment({ id, area: null, rows }, told, plain(Math.max(...rows.map(({ part }) => part))));
  }
  const proofs = new Map(evidence.proofs());
  const rows = new Map<string, KpiRow>();
  let sum = 0;
  for (const { ref, n } of sample.seen()) {
    const { part = 0, ns = proofs.get(ref)?.ns ?? [n] } = rows.get(ref) ?? {};
    rows.set(ref, { subject: ref, ns, part: part + 1, of: 1 });
    sum += 1;
  }
  return ofMoment({ id, area: null, rows: [...rows.values()] }, told, plain(sum));
}

function isSilent({ observations, rule }: RuleSample): boolean {
  return observations < rule.minimum;
}

/** The rule itself, with the configuration that tells its minimum. */
function silentRow({ evidence }: Provable, { rule }: RuleSample): KpiRow {
  return { subject: `rule:${rule.id}`, ns: evidence.configurations().slice(-1), part: 1, of: 1 };
}

/** Whether office hours run, by the calendar of the configuration that is in force. */
export function explainOffice({ store, evidence, context }: Provable, { id, area }: KpiQuestion) {
  const entity = store.get('kpi', id);
  if (entity === undefined || area !== null) return null;
  const { now, setting } = context;
  const open = setting.deadlines.calendar.workTime(now, now + 1) > 0 ? 1 : 0;
  const ns = evidence.configurations().slice(-1);
  const rows: KpiRow[] = [{ subject: 'calendar:worktime', ns, part: open, of: 1 }];
  return ofMoment({ id, area, rows }, plain(entity.value), plain(open));
}
