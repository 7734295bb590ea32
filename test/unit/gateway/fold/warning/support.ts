import { readFileSync } from 'node:fs';
import { type WarningRules, warningRules } from '../../../../../gateway/contract/warning-rules.ts';
import type { WarningEntity } from '../../../../../gateway/contract/warnings.ts';
import { createFold } from '../../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../../gateway/fold/port.ts';
import { configured, entry, NOON, RULES, type Said, tick } from '../log.ts';

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** The rules as shipped. */
export const SHIPPED: WarningRules = warningRules.parse(
  JSON.parse(readFileSync(new URL('../../../../../config/rules/warnings.json', import.meta.url), 'utf8')),
);

/** The shipped rules, reduced to those named. */
export function only(...ids: readonly string[]): WarningRules {
  return { ...SHIPPED, rules: SHIPPED.rules.filter(({ id }) => ids.includes(id)) };
}

/** Entries after a configuration with these rules, received at noon. */
export function entriesOf(warnings: WarningRules, said: readonly Said[]) {
  const all = [configured({ rules: { ...RULES, warnings } }), ...said];
  return all.map((each, i) => entry(i + 1, { receivedAt: each.time ?? NOON, ...each }));
}

/** A fold that goes on: each call adds entries. */
export function foldWith(warnings: WarningRules, ...said: readonly Said[]) {
  const fold = createFold();
  let n = 0;
  const tell = (...more: readonly Said[]) => {
    for (const each of more) {
      n += 1;
      fold.apply(entry(n, { receivedAt: each.time ?? NOON, ...each }));
    }
  };
  tell(configured({ rules: { ...RULES, warnings } }), ...said);
  return { fold, tell };
}

export function item(
  id: string,
  daysAgo: number,
  data: Record<string, unknown> = {},
  over: Partial<Said> = {},
): Said {
  const told = { title: '事项', kind: 'DISPUTE', category: '邻里', ...data };
  return {
    type: 'case.received',
    subject: id,
    time: NOON - daysAgo * DAY,
    receivedAt: NOON,
    sequence: 1,
    area: 'v1',
    data: told,
    ...over,
  };
}

export function items(
  count: number,
  daysAgo: (i: number) => number,
  data: Record<string, unknown> = {},
): Said[] {
  return Array.from({ length: count }, (_, i) =>
    item(`${data.category ?? 'c'}-${daysAgo(0)}-${i}`, daysAgo(i), data),
  );
}

export function alarm(id: string, daysAgo: number, over: Partial<Said> = {}): Said {
  const data = { title: '烟感', type: 'SMOKE', priority: 'P3', device: '探测器-7' };
  const time = NOON - daysAgo * DAY;
  return {
    type: 'alarm.raised',
    subject: id,
    time,
    receivedAt: NOON,
    sequence: 1,
    area: 'v1',
    data,
    ...over,
  };
}

/** A seat's command, by default at noon and six seconds. */
export function command(
  type: string,
  subject: string,
  data: Record<string, unknown> = {},
  at = NOON + 6_000,
): Said {
  const by = { seat: '1号席', role: 'duty_officer' };
  return {
    type: `operation.${type}`,
    subject,
    time: at,
    source: 'urn:yitu:console:1号席',
    data: { ...data, by },
  };
}

export const TICK = tick(NOON + 5_000);

export function warningsOf(fold: Fold): WarningEntity[] {
  return [...fold.all('warning')];
}

/** The one warning there is. */
export function theWarning(fold: Fold): WarningEntity {
  const [warning, ...others] = warningsOf(fold);
  if (warning === undefined || others.length > 0) throw new Error(`${others.length + 1} warnings`);
  return warning;
}
