/** One name for the edge between two corners, whichever way round. */
export function edgeKey(a: number, b: number): number {
  return a < b ? a * 1_048_576 + b : b * 1_048_576 + a;
}
