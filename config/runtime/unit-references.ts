import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Unit } from '../../gateway/contract/region.ts';
import type { Rules } from '../../gateway/contract/rules.ts';

/** A place in a rule file that names a unit. */
interface Reference {
  readonly rule: 'deadlines' | 'roster' | 'catalogue';
  readonly path: string;
  readonly unit: string;
}

/** Where the rules come from, and which units there are. */
export interface UnitsKnown {
  /** Folder of the shipped rules. */
  readonly shipped: string;
  /** Folder of the simulated world's rules, while it speaks here; null without. */
  readonly simulated: string | null;
  /** Folder of the installation's own rules; null without. */
  readonly own: string | null;
  /** Units of the region; none where its pack names none. */
  readonly units: readonly Unit[];
  /** Units of the demo county, of which the shipped examples and the simulated world speak in every region. */
  readonly examples: readonly Unit[];
}

/** What an id looks like; a catalogue may also call a department by its name, which is in Chinese. */
const ID = /^[\w.:-]+$/;
/** So few letters off, and it is most likely the one that was meant. */
const NEAR = 2;

/**
 * Units that rules name and the region's `units.json` does not: such a rule would never fit, and nobody would be told.
 * A region without units is not asked.
 * @returns one line each: file, path, what stands there, what was expected.
 */
export function unknownUnits(rules: Rules, known: UnitsKnown): string[] {
  if (known.units.length === 0) return [];
  return referencesOf(rules).flatMap(({ rule, path, unit }) => {
    const { file, units } = homeOf(`${rule}.json`, known);
    if (units.some(({ id }) => id === unit)) return [];
    return [
      `${file} at ${path}: "${unit}" is the id of no unit in the region's units.json${hint(unit, units)}`,
    ];
  });
}

function referencesOf({ deadlines, roster, catalogue }: Rules): Reference[] {
  return [
    ...deadlines.limits.flatMap(({ when }, limit) =>
      (when.units ?? []).map((unit, index): Reference => {
        return { rule: 'deadlines', path: `limits.${limit}.when.units.${index}`, unit };
      }),
    ),
    ...roster.shifts.flatMap(({ units = [] }, shift) =>
      units.map(
        (unit, index): Reference => ({ rule: 'roster', path: `shifts.${shift}.units.${index}`, unit }),
      ),
    ),
    ...catalogue.items.flatMap(({ department }, item): Reference[] =>
      ID.test(department) ? [{ rule: 'catalogue', path: `items.${item}.department`, unit: department }] : [],
    ),
  ];
}

/** The file that is in force, and which units it may name. */
function homeOf(name: string, { shipped, simulated, own, units, examples }: UnitsKnown) {
  const holds = (folder: string | null): folder is string =>
    folder !== null && existsSync(join(folder, name));
  if (holds(own)) return { file: join(own, name), units };
  return { file: join(holds(simulated) ? simulated : shipped, name), units: [...units, ...examples] };
}

function hint(unit: string, units: readonly Unit[]): string {
  const named = units.find(({ name, shortName }) => name === unit || shortName === unit);
  if (named !== undefined) return `; it is the name of "${named.id}", write that`;
  const near = units
    .map(({ id, shortName }) => ({ id, shortName, off: distance(unit, id) }))
    .sort((left, right) => left.off - right.off)[0];
  if (near === undefined || near.off > NEAR) return '; the ids stand there under "id"';
  return `; did you mean "${near.id}" (${near.shortName})?`;
}

/** Letters to add, drop or change from one text to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
