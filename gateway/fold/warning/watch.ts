import type { AlarmEntity, CaseEntity } from '../../contract/entities.ts';
import { equal } from '../equal.ts';
import { REACH_DAYS } from './findings.ts';
import type { WarningWorld } from './port.ts';
import { alarmSight, caseSight, type Sight } from './sight.ts';
import { createRuleTally, type RuleTally } from './tally.ts';

/** What the rules have seen of items and alarms, kept by the change of single ones and long after they have left. */
export interface Watch {
  itemChanged(item: CaseEntity): void;
  /** The latest episode of an alarm changed. */
  alarmChanged(alarm: AlarmEntity): void;
  /** Episodes of an alarm began at these instants (epoch ms), and none did at those, as it turns out. */
  alarmBegan(alarm: AlarmEntity, began: readonly number[], never: readonly number[]): void;
  /** The groups of each rule that counts something. */
  tallies(): readonly RuleTally[];
  /** Other rules, or days that are cut elsewhere: all is grouped anew. */
  configured(): void;
  /** Another day (days since 1970-01-01): lets go of what no rule looks back to. */
  enter(day: number): void;
  image(): WatchImage;
  load(image: WatchImage): void;
}

export interface WatchImage {
  readonly sights: readonly (readonly [string, Sight])[];
  /** What each rule has yet to look at, and whether it had enough observations when it last did. */
  readonly rules: readonly (readonly [id: string, waiting: readonly string[], spoke: boolean])[];
}

/** Sights that are kept; of more the first that came are let go of. */
const SIGHTS_KEPT = 60_000;
const NO_PLACE: ReadonlySet<string> = new Set(['n']);

export function createWatch({ ledger, context, n, record }: WarningWorld): Watch {
  const sights = ledger.table<Sight>('sight');
  let tallies: readonly RuleTally[] = [];
  const drop = (name: string) => {
    const sight = sights.get(name);
    if (sight === undefined) return;
    for (const tally of tallies) tally.remove(sight);
    sights.delete(name);
  };
  const put = (name: string, sight: Sight | null) => {
    const before = sights.get(name);
    if (sight === null || before === undefined || !equal(before, sight, NO_PLACE)) {
      drop(name);
      if (sight === null) return;
      const kept = before === undefined ? sight : { ...sight, n: before.n };
      sights.put(name, kept);
      for (const tally of tallies) tally.add(kept);
      if (sights.size > SIGHTS_KEPT) drop(sights.ids().next().value ?? '');
    }
  };
  const regroup = () => {
    const { rules, utcOffsetMs } = context().setting;
    tallies = rules.warnings.rules
      .filter(({ signal }) => signal !== 'SILENT')
      .map((rule) => createRuleTally(rule, utcOffsetMs));
    for (const tally of tallies) for (const sight of sights.rows()) tally.add(sight);
  };
  return {
    itemChanged: (item) => put(`case:${item.id}`, caseSight(item, record(item.id), n(), context().setting)),
    alarmChanged(alarm) {
      const name = episode(alarm.id, alarm.raisedAt);
      // What is told late of one that is over may make it clearer, but not make one of what was told by another alarm.
      if (alarm.finishedAt === null || sights.has(name)) put(name, alarmSight(alarm, n()));
    },
    alarmBegan(alarm, began, never) {
      for (const at of never) drop(episode(alarm.id, at));
      for (const at of began) put(episode(alarm.id, at), alarmSight({ ...alarm, raisedAt: at }, n()));
    },
    tallies: () => tallies,
    configured: regroup,
    enter(day) {
      for (const [name, sight] of [...sights.entries()]) {
        const last = sight.turns.reduce((at, turn) => Math.max(at, turn.at), sight.at);
        if (Math.floor((last + context().setting.utcOffsetMs) / DAY_MS) < day - REACH_DAYS) drop(name);
      }
      for (const tally of tallies) tally.touchAll();
    },
    image: () => ({
      sights: [...sights.entries()],
      rules: tallies.map((tally) => [tally.rule.id, tally.waiting(), tally.spoke] as const),
    }),
    load(image) {
      for (const [name, sight] of image.sights) sights.put(name, sight);
      regroup();
      for (const tally of tallies) {
        const [, waiting = [], spoke = false] = image.rules.find(([id]) => id === tally.rule.id) ?? [];
        tally.speaks(spoke);
        tally.wait(waiting);
      }
    },
  };
}

const DAY_MS = 86_400_000;

/** Episodes of one alarm are told apart by when they began. */
function episode(id: string, raisedAt: number): string {
  return `alarm:${id}#${raisedAt}`;
}
