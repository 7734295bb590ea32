import type { CaseKind, Urgency } from '../../../gateway/contract/index.ts';

/** A time limit as the sending system gives it: working days, clock hours or calendar days. */
export interface Limit {
  readonly urgency: Urgency;
  readonly unit: 'workday' | 'hour' | 'day';
  readonly n: number;
  readonly weight: number;
  readonly text: string;
}

/** One sort of item that the simulated county knows. Every word is made up and names no person. */
export interface Sort {
  readonly kind: CaseKind;
  readonly category: string;
  readonly titles: readonly string[];
  /** How many of a day's items, relative to the others. */
  readonly share: number;
  readonly limits: readonly Limit[];
  /** Words in the name of the department that holds it; `town` and `village` mean the item's own. */
  readonly units: readonly string[];
  /** Where it stands: somewhere in the village, on a road, or at a place of these categories. */
  readonly stands: 'village' | 'road' | readonly string[];
  /** Weights of high, medium and low risk; null for a facility, which carries none. */
  readonly risk: readonly [number, number, number] | null;
  /** Sum in dispute in yuan, least and most. */
  readonly money?: readonly [number, number];
  readonly notes: readonly string[];
}

const limit = (
  urgency: Urgency,
  unit: Limit['unit'],
  n: number,
  [weight, text]: [number, string],
): Limit => ({
  urgency,
  unit,
  n,
  weight,
  text,
});

/** Limits shared by many sorts; all of them are examples and say so on the wall. */
export const LIMITS = {
  hours2: (weight: number) => limit('U1', 'hour', 2, [weight, '示例时限 · 危急 2小时']),
  hours24: (weight: number) => limit('U2', 'hour', 24, [weight, '示例时限 · 紧急 24小时']),
  workdays2: (weight: number) => limit('U4', 'workday', 2, [weight, '示例时限 · 简单部件 2个工作日']),
  workdays3: (weight: number) => limit('U3', 'workday', 3, [weight, '示例时限 · 一般 3个工作日']),
  workdays5: (weight: number) => limit('U3', 'workday', 5, [weight, '示例时限 · 一般 5个工作日']),
  workdays7: (weight: number) => limit('U3', 'workday', 7, [weight, '示例时限 · 一般 7个工作日']),
  workdays10: (weight: number) => limit('U5', 'workday', 10, [weight, '示例时限 · 复杂 10个工作日']),
  workdays15: (weight: number) => limit('U5', 'workday', 15, [weight, '示例时限 · 复杂 15个工作日']),
  days20: (weight: number) => limit('U5', 'day', 20, [weight, '示例时限 · 复杂纠纷 20日']),
  days30: (weight: number) => limit('LEGAL', 'day', 30, [weight, '示例时限 · 人民调解 30日']),
} as const;
