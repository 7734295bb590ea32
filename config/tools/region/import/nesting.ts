import type { Plane } from '../plane.ts';
import type { Findings } from './findings.ts';
import { deepPoint, shapeContains } from './geometry.ts';
import { type ImportedArea, WORD_OF } from './model.ts';

/** Where the parts of a level belong: the areas of the next greater level that there is. */
export interface Parents {
  readonly areas: readonly ImportedArea[];
  readonly plane: Plane;
}

function parentOf(area: ImportedArea, { areas, plane }: Parents, problems: string[]): string | null {
  const point = deepPoint(area.shape, plane);
  const word = WORD_OF[areas[0]?.level ?? 'county'];
  const [only] = areas;
  const named = areas.find(({ code }) => code === area.parent);
  if (only?.level === 'county' && areas.length === 1 && !shapeContains(only.shape, point)) {
    problems.push(`${area.where}: lies outside of its ${word} ${only.name}; its middle is ${point.join()}`);
    return null;
  }
  if (only?.level === 'county') return only.code;
  const holder = areas.find(({ shape }) => shapeContains(shape, point));
  if (area.parent !== null && named === undefined) {
    problems.push(
      `${area.where}: its parent ${area.parent} is no ${word}${holder ? `; it lies in ${holder.code} ${holder.name}` : ''}`,
    );
    return null;
  }
  if (named !== undefined && holder !== named) {
    problems.push(
      `${area.where}: lies outside of its parent ${named.code} ${named.name}; its middle ${point.join()} lies ${holder ? `in ${holder.code} ${holder.name}` : `in no ${word}`}`,
    );
    return null;
  }
  if (holder === undefined) problems.push(`${area.where}: lies in no ${word}; its middle is ${point.join()}`);
  return holder?.code ?? null;
}

/** The areas with their parents: as given where that is true, found by geometry where none is given. */
export function nest(
  children: readonly ImportedArea[],
  parents: Parents,
  { problems }: Findings,
): ImportedArea[] {
  return children.map((child) => ({ ...child, parent: parentOf(child, parents, problems) }));
}
