import { at } from './arrays.ts';
import { COMMUNITY_STEMS, KNOWN_VILLAGES, VILLAGE_FIRST, VILLAGE_SECOND } from './names.ts';
import type { TownPlan } from './plan.ts';
import { type Rng, shuffled } from './rng.ts';

/** Invented village stems in random order; with more villages than pairs, each pair returns with 上, 下 … */
function* villageStems(rng: Rng): Generator<string> {
  const pairs = VILLAGE_FIRST.flatMap((a) => VILLAGE_SECOND.map((b) => a + b));
  yield* shuffled(rng, pairs);
  for (const before of ['上', '下', '大', '小', '前', '后']) {
    for (const pair of shuffled(rng, pairs)) yield before + pair;
  }
}

function* communityStems(rng: Rng): Generator<string> {
  yield* shuffled(rng, COMMUNITY_STEMS);
  for (const after of ['东', '西', '南', '北']) {
    for (const stem of shuffled(rng, COMMUNITY_STEMS)) yield stem + after;
  }
}

/** The next stem nobody has; throws when the invented ones run out. */
function unused(stems: Generator<string>, taken: Set<string>): string {
  for (let next = stems.next(); !next.done; next = stems.next()) {
    if (taken.has(next.value)) continue;
    taken.add(next.value);
    return next.value;
  }
  throw new RangeError('more villages than invented names; ask for fewer villages');
}

/**
 * One unique name for every village: communities (社区) in streets, villages (村) elsewhere.
 * `townOfVillage` is in the order of the villages.
 */
export function nameVillages(
  rng: Rng,
  towns: readonly TownPlan[],
  townOfVillage: readonly number[],
): string[] {
  const taken = new Set([...KNOWN_VILLAGES.values()].flat());
  const known = new Map([...KNOWN_VILLAGES].map(([town, list]) => [town, [...list]]));
  const rural = villageStems(rng);
  const urban = communityStems(rng);
  return townOfVillage.map((t) => {
    const { name, role } = at(towns, t);
    const own = known.get(name)?.shift();
    return role === 'rural' ? `${own ?? unused(rural, taken)}村` : `${own ?? unused(urban, taken)}社区`;
  });
}

/** The institution behind a village or community. */
export function villageFullName(name: string): string {
  return name.endsWith('社区') ? `${name}居民委员会` : `${name}村民委员会`;
}

/** The institution behind a street or town. */
export function townFullName(name: string): string {
  return name.endsWith('街道') ? `${name}办事处` : `${name}人民政府`;
}
