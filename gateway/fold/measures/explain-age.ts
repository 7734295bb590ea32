import { ageOf, byAge, membershipOf, type Waiting } from '../ages.ts';
import type { ModelKind } from '../model.ts';
import type { Store } from '../store.ts';

const KINDS = ['case', 'alarm'] as const satisfies readonly ModelKind[];

/** Everything that waits in the group of an age, found anew among the live entities, the oldest first. */
export function waitingIn(store: Store, group: string): readonly Waiting[] {
  const found: Waiting[] = [];
  for (const kind of KINDS) {
    for (const entity of store.all(kind)) {
      const { groups, since } = membershipOf(kind, entity);
      if (groups.includes(group)) found.push({ since, subject: `${kind}:${entity.id}` });
    }
  }
  return found.sort(byAge);
}

/** The figure that a line makes, with nothing but its three numbers. */
export function ageFigure(group: string, line: readonly Waiting[]) {
  const { value, part = 0, of = 0 } = ageOf(group, line);
  return { value, part, of };
}
