/** What an import found: problems refuse it, warnings are told and written into the pack's README. */
export interface Findings {
  readonly problems: string[];
  readonly warnings: string[];
}

/** Nothing found yet. */
export function noFindings(): Findings {
  return { problems: [], warnings: [] };
}

/** Where something stands in a file: `streets.geojson: features[3] (松坪镇)`. */
export function placeIn(file: string, index: number, name: string | null): string {
  return `${file}: features[${index}]${name === null ? '' : ` (${name})`}`;
}

const SHOWN = 60;

/** The problems as they are told: all of them, but a flood is cut off with its number. */
export function toldProblems(problems: readonly string[]): string[] {
  if (problems.length <= SHOWN) return [...problems];
  return [...problems.slice(0, SHOWN), `… and ${problems.length - SHOWN} more; mend these first`];
}
