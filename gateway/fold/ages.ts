import { AGE_KPIS, ageKpi } from '../contract/ages.ts';
import { isAnnounced } from '../contract/alarms.ts';
import type { AlarmEntity, CaseEntity, EntityOf, KpiEntity } from '../contract/entities.ts';
import { HAZARD_CATEGORY_PREFIX, UNCATEGORISED } from '../contract/kpi.ts';
import { UNTOLD } from '../contract/kpi-case.ts';
import { SCREEN_KIND_OF, STAGE_OF } from '../contract/vocabulary.ts';
import { isFinal } from './case-sla.ts';
import { equal } from './equal.ts';
import { counts } from './event.ts';
import type { CountedKind } from './model.ts';
import type { Store } from './store.ts';

/** Since when what is open waits: the oldest and the middle of each group. */
export interface Ages {
  changed<Kind extends CountedKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  flush(n: number): void;
  /** Right after a flush: lets go of the categories in which nothing waits. */
  sweep(n: number): void;
  /** Takes up the store's entities. */
  load(): void;
}

/** One that waits: since when (epoch ms), and which `kind:id`. */
export interface Waiting {
  readonly since: number;
  readonly subject: string;
}

/** In which groups something waits, and since when. */
interface Membership {
  readonly groups: readonly string[];
  readonly since: number;
}

const HAZARD_AGE_PREFIX = ageKpi(HAZARD_CATEGORY_PREFIX);

export function createAges(store: Store): Ages {
  const lines = new Map<string, Waiting[]>();
  const touched = new Set<string>();
  const line = (group: string) => {
    const known = lines.get(group);
    if (known !== undefined) return known;
    const fresh: Waiting[] = [];
    lines.set(group, fresh);
    return fresh;
  };
  /** `but`: a membership by which it stands in the same place of some of the lines already. */
  const join = ({ groups, since }: Membership, subject: string, but = NOWHERE) => {
    for (const group of groups) {
      touched.add(group);
      if (but.since === since && but.groups.includes(group)) continue;
      const list = line(group);
      list.splice(placeOf(list, { since, subject }), 0, { since, subject });
    }
  };
  const leave = ({ groups, since }: Membership, subject: string, but: Membership) => {
    for (const group of groups) {
      touched.add(group);
      if (but.since === since && but.groups.includes(group)) continue;
      const list = line(group);
      const at = placeOf(list, { since, subject });
      if (list[at]?.subject === subject) list.splice(at, 1);
    }
  };
  for (const { id } of AGE_KPIS) touched.add(id);
  return {
    changed(kind, before, after) {
      if (before !== undefined && waitsAlike(kind, before, after)) return;
      const former = before === undefined ? NOWHERE : membershipOf(kind, before);
      const latter = membershipOf(kind, after);
      if (equal(former, latter)) return;
      const subject = `${kind}:${after.id}`;
      leave(former, subject, latter);
      join(latter, subject, former);
    },
    flush(n) {
      for (const group of touched) {
        const entity = ageOf(group, line(group));
        if (!equal(store.get('kpi', group), entity)) store.put('kpi', entity, n);
      }
      touched.clear();
    },
    sweep(n) {
      for (const { id, of } of [...store.all('kpi')]) {
        if (of !== 0 || !id.startsWith(HAZARD_AGE_PREFIX)) continue;
        lines.delete(id);
        store.remove('kpi', id, n);
      }
    },
    load() {
      lines.clear();
      for (const kind of ['case', 'alarm'] as const) {
        for (const entity of store.all(kind)) join(membershipOf(kind, entity), `${kind}:${entity.id}`);
      }
      touched.clear();
    },
  };
}

/** The age of a group in the order of its line. */
export function ageOf(id: string, line: readonly Waiting[]): KpiEntity {
  const [oldest] = line;
  const middle = line[Math.ceil(line.length / 2) - 1];
  const told = { id, area: null, value: oldest?.since ?? 0, part: middle?.since ?? 0, of: line.length };
  return oldest === undefined ? told : { ...told, subject: oldest.subject };
}

/** Where one stands, or would stand, in a line. */
function placeOf(line: readonly Waiting[], one: Waiting): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byAge(line[middle] as Waiting, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The oldest first. */
export function byAge(a: Waiting, b: Waiting): number {
  if (a.since !== b.since) return a.since - b.since;
  if (a.subject === b.subject) return 0;
  return a.subject < b.subject ? -1 : 1;
}

/** True when an item surely waits where it waited: most of its steps change nothing about that. */
function waitsAlike<Kind extends CountedKind>(
  kind: Kind,
  before: EntityOf[Kind],
  after: EntityOf[Kind],
): boolean {
  if (kind !== 'case') return kind !== 'alarm';
  const [a, b] = [before as CaseEntity, after as CaseEntity];
  return (
    STAGE_OF[a.state] === STAGE_OF[b.state] &&
    a.receivedAt === b.receivedAt &&
    a.kind === b.kind &&
    a.category === b.category &&
    a.handlingLevel === b.handlingLevel &&
    a.reality === b.reality
  );
}

const NOWHERE: Membership = { groups: [], since: 0 };
const UNACKED = [ageKpi('alarm.unacked')];

/** Nothing waits that is closed, seen, or only an exercise or test. */
export function membershipOf<Kind extends CountedKind>(kind: Kind, entity: EntityOf[Kind]): Membership {
  if (kind === 'case') return caseMembership(entity as CaseEntity);
  if (kind !== 'alarm') return NOWHERE;
  const alarm = entity as AlarmEntity;
  const waits = counts(alarm.reality) && alarm.finishedAt === null && !alarm.acked && isAnnounced(alarm);
  return waits ? { groups: UNACKED, since: alarm.waitingSince } : NOWHERE;
}

function caseMembership(item: CaseEntity): Membership {
  const { kind, state, category, handlingLevel, receivedAt: since, reality } = item;
  if (isFinal(state) || !counts(reality)) return NOWHERE;
  const screen = SCREEN_KIND_OF[kind];
  const groups = [ageKpi(`case.${screen}.open`)];
  if (screen === 'HAZARDS') {
    groups.push(ageKpi(`case.kind.${kind}`), ageKpi(`${HAZARD_CATEGORY_PREFIX}${category ?? UNCATEGORISED}`));
  }
  if (screen !== 'DISPUTES') return { groups, since };
  groups.push(ageKpi(`case.DISPUTES.level.${handlingLevel ?? UNTOLD}`));
  const stage = STAGE_OF[state];
  return { groups: stage === null ? groups : [...groups, ageKpi(`case.DISPUTES.stage.${stage}`)], since };
}
