/** One value of a run: `at` in hours, `clients` connected at that moment. */
export interface Point {
  readonly at: number;
  readonly value: number;
  readonly clients: number;
}

/** Straight line through the points, the part that follows the number of clients taken out. */
export interface Trend {
  /** Rise per hour. */
  readonly slope: number;
  /** Standard error of the slope. */
  readonly error: number;
  /** Hours from the first to the last point that was used. */
  readonly hours: number;
  readonly points: number;
}

/** Share of a run that is warm-up and says nothing about growth. */
const WARM_UP = 1 / 3;
const FEWEST = 6;

/**
 * Least squares of the value on time and clients together (the residuals of both on the clients, then one on the
 * other): a wall that connects is no leak. Null when there are too few points for a line.
 */
export function trendOf(points: readonly Point[]): Trend | null {
  const settled = afterWarmUp(points);
  if (settled.length < FEWEST) return null;
  const clients = settled.map((point) => point.clients);
  const time = residuals(
    settled.map((point) => point.at),
    clients,
  );
  const value = residuals(
    settled.map((point) => point.value),
    clients,
  );
  const spread = sumOf(time, (x) => x * x);
  if (spread === 0) return null;
  const slope = sumOf(time, (x, i) => x * (value[i] ?? 0)) / spread;
  const left = sumOf(value, (y, i) => (y - slope * (time[i] ?? 0)) ** 2);
  const first = settled[0]?.at ?? 0;
  return {
    slope,
    error: Math.sqrt(left / (settled.length - 3) / spread),
    hours: (settled.at(-1)?.at ?? first) - first,
    points: settled.length,
  };
}

export function afterWarmUp(points: readonly Point[]): readonly Point[] {
  const end = points.at(-1)?.at ?? 0;
  const begin = points[0]?.at ?? 0;
  return points.filter((point) => point.at >= begin + (end - begin) * WARM_UP);
}

/** What is left of `y` when its mean and its straight dependence on `x` are taken out. */
function residuals(y: readonly number[], x: readonly number[]): number[] {
  const meanY = mean(y);
  const meanX = mean(x);
  const spread = sumOf(x, (value) => (value - meanX) ** 2);
  const slope = spread === 0 ? 0 : sumOf(x, (value, i) => (value - meanX) * ((y[i] ?? 0) - meanY)) / spread;
  return y.map((value, i) => value - meanY - slope * ((x[i] ?? 0) - meanX));
}

const mean = (values: readonly number[]) => sumOf(values, (value) => value) / values.length;

function sumOf(values: readonly number[], of: (value: number, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + of(value, index), 0);
}
