/** One of the five steps 受理 分流 处置 反馈 回访. */
export interface Step {
  readonly id: string;
  readonly word: string;
  readonly value: number | null;
  readonly overdueId: string;
  readonly overdue: number | null;
}

/** Id of the step in which most items stand, the one to look at first; null when all are empty or unknown. */
export function fullestStep(steps: readonly Step[]): string | null {
  const full = steps.filter((step) => (step.value ?? 0) > 0);
  return [...full].sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]?.id ?? null;
}
