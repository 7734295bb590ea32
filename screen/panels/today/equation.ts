/** The four numbers of 今日; null where the gateway tells none. */
export interface Equation {
  readonly carried: number | null;
  readonly received: number | null;
  readonly closed: number | null;
  readonly open: number | null;
}

/** What 昨日结存 ＋ 受理 − 办结 gives when it is not 在办; null when the equation holds or a number is missing. */
export function brokenBy(equation: Equation): number | null {
  const { carried, received, closed, open } = equation;
  if (carried === null || received === null || closed === null || open === null) return null;
  const expected = carried + received - closed;
  return expected === open ? null : expected;
}
