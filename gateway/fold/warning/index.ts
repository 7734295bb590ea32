import type { AlarmEntity, CaseEntity, EntityOf } from '../../contract/entities.ts';
import type { CommandType } from '../../contract/event-types.ts';
import type { ProducerFeed } from '../../contract/feeds.ts';
import { WARNING_RULE_PREFIXES } from '../../contract/kpi-warning.ts';
import type { RuleOf, WarningRule } from '../../contract/warning-rules.ts';
import { dayStart } from '../context.ts';
import { counts, type Heard } from '../event.ts';
import type { RuleSample } from '../measures/explain-rules.ts';
import type { ModelKind } from '../model.ts';
import { targetOf } from '../operation.ts';
import { silenceOf } from './finder.ts';
import { foundIn, observationsOf, observedBy } from './findings.ts';
import { keyNamed } from './groups.ts';
import { instructionAfter, instructionReckoned, instructionSent, lateReceipt } from './instruction.ts';
import { lateAt, warningAfter, warningReckoned } from './life.ts';
import type { WarningWorld } from './port.ts';
import { settle } from './settle.ts';
import { createShelf, type FoundKind, type Shelf } from './shelf.ts';
import type { RuleTally } from './tally.ts';
import { createWatch, type Watch, type WatchImage } from './watch.ts';

/** Early warnings and instructions: what the rules find, and what people do about it. */
export interface Warnings {
  /** An entity changed; items and alarms are what rules look at. */
  changed<Kind extends ModelKind>(kind: Kind, after: EntityOf[Kind]): void;
  /** Episodes of an alarm that began at these instants (epoch ms), and at which none did, as it turns out. */
  alarmBegan: Watch['alarmBegan'];
  /** A command about a warning or an instruction; one that comes too late changes nothing. */
  operate(kind: FoundKind, id: string, heard: Heard<CommandType>): void;
  /** @throws {Error} when what it is about is not there */
  instruct(heard: Heard<'operation.instruction_sent'>): void;
  /** Other rules, areas or another calendar are in force: all is grouped anew, and the clocks that run are reckoned anew. */
  configured(): void;
  /** A tick came: everything that changed since is looked at. True when that changed a warning or an instruction. */
  look(): boolean;
  /** What each rule has seen by now, of the window of the day that was looked at last. */
  samples(): readonly RuleSample[];
  image(): WarningsImage;
  load(image: WarningsImage): void;
}

export interface WarningsImage {
  readonly day: number;
  readonly watch: WatchImage;
}

const DAY_MS = 86_400_000;
const NEVER = -1;

export function createWarnings(world: WarningWorld): Warnings {
  const { store, evidence, context } = world;
  const watch = createWatch(world);
  const shelf = createShelf(world);
  let day = NEVER;
  return {
    changed(kind, after) {
      if (kind === 'case') watch.itemChanged(after as CaseEntity);
      else if (kind === 'alarm') watch.alarmChanged(after as AlarmEntity);
    },
    alarmBegan: watch.alarmBegan,
    operate(kind, id, heard) {
      const entity = store.get(kind, id);
      if (entity === undefined) throw new Error(`no ${kind} ${id}`);
      refuseOverlay(entity, heard);
      const { setting } = context();
      if (kind === 'warning') evidence.heard('warning', id, heard.entry);
      if ('rule' in entity) shelf.show('warning', warningAfter(entity, heard, setting));
      else shelf.show('instruction', instructionAfter(entity, heard, setting));
    },
    instruct(heard) {
      const { kind, id } = targetOf<'operation.instruction_sent'>(heard);
      const about = store.get(kind, id);
      if (about === undefined) throw new Error(`no ${kind} ${id} to send an instruction about`);
      refuseOverlay(about, heard);
      shelf.show('instruction', instructionSent(heard, about, context().setting));
    },
    configured() {
      watch.configured();
      for (const warning of [...store.all('warning')])
        shelf.show('warning', warningReckoned(warning, context()));
      for (const instruction of [...store.all('instruction')])
        shelf.show('instruction', instructionReckoned(instruction, context()));
    },
    look() {
      const { changes } = shelf;
      const { now, setting } = context();
      const today = Math.floor((dayStart(now, setting.utcOffsetMs) + setting.utcOffsetMs) / DAY_MS);
      if (today !== day) watch.enter(today);
      day = today;
      lookAtRules(world, shelf, watch.tallies(), today);
      keepUp(world, shelf);
      return shelf.changes !== changes;
    },
    samples: () => [
      ...watch.tallies().map((tally) => sampleOf(tally, day)),
      ...context().setting.rules.warnings.rules.flatMap((rule) =>
        rule.signal === 'SILENT' ? [feedSampleOf(world, rule)] : [],
      ),
    ],
    image: () => ({ day, watch: watch.image() }),
    load(image) {
      day = image.day;
      watch.load(image.watch);
      shelf.load();
    },
  };
}

function refuseOverlay(
  { reality }: { readonly reality: EntityOf['case']['reality'] },
  { entry }: Heard,
): void {
  if (counts(reality) && !counts(entry.reality))
    throw new Error(`${entry.reality} may not change ${entry.subject}, which is ${reality}`);
}

/** Lets each rule look at what changed; one below its minimum finds nothing, and looks at all once it is above. */
function lookAtRules(world: WarningWorld, shelf: Shelf, tallies: readonly RuleTally[], today: number): void {
  const { counters, context } = world;
  const { rules } = context().setting.rules.warnings;
  let silent = 0;
  const tell = (rule: WarningRule, observations: number) => {
    const speaks = observations >= rule.minimum;
    counters.set(`${WARNING_RULE_PREFIXES.OBSERVATIONS}${rule.id}`, observations);
    counters.set(`${WARNING_RULE_PREFIXES.SILENT}${rule.id}`, speaks ? 0 : 1);
    if (!speaks) silent += 1;
    return speaks;
  };
  for (const tally of tallies) {
    const sample = observationsOf(tally, today);
    tally.speaks(tell(tally.rule, sample));
    settleGroups(world, shelf, tally, { sample, today });
  }
  for (const rule of rules) if (rule.signal === 'SILENT') tell(rule, settleFeeds(world, shelf, rule));
  counters.set('warning.rules.silent', silent);
}

function settleGroups(
  world: WarningWorld,
  shelf: Shelf,
  tally: RuleTally,
  { sample, today }: { readonly sample: number; readonly today: number },
): void {
  for (const name of tally.waiting()) {
    const group = tally.group(name);
    const found = group === undefined || !tally.spoke ? null : foundIn(tally, group, today);
    settle(world, shelf, { rule: tally.rule, key: keyNamed(name), sample, found });
  }
  tally.wait([]);
}

function sampleOf(tally: RuleTally, today: number): RuleSample {
  const { rule } = tally;
  return {
    rule,
    observations: observationsOf(tally, today),
    seen: () => observedBy(tally, today),
    feeds: [],
  };
}

function feedSampleOf({ store }: WarningWorld, rule: RuleOf<'SILENT'>): RuleSample {
  const feeds = rule.feeds.map((id: ProducerFeed) => ({
    ref: `feed:${id}`,
    n: store.changedAt('feed', id) ?? 0,
    total: store.get('feed', id)?.total ?? 0,
  }));
  return { rule, observations: Math.max(...feeds.map(({ total }) => total)), seen: () => [], feeds };
}

/** The most that was heard of one of its feeds; each is judged by its own number. */
function settleFeeds(world: WarningWorld, shelf: Shelf, rule: RuleOf<'SILENT'>): number {
  const heard = rule.feeds.map((id: ProducerFeed) => {
    const feed = world.store.get('feed', id);
    if (feed === undefined || feed.total < rule.minimum) return feed?.total ?? 0;
    const found = silenceOf(feed, rule.afterMinutes, world.context().now);
    settle(world, shelf, { rule, key: { about: 'FEED', id, category: null }, sample: feed.total, found });
    return feed.total;
  });
  return Math.max(...heard);
}

/** What the passing of time alone does: clocks run out, what has ended or lapsed leaves. */
function keepUp({ store, context }: WarningWorld, shelf: Shelf): void {
  const { now, setting } = context();
  const { keptDays, lapseDays } = setting.rules.warnings;
  for (const warning of [...store.all('warning')]) {
    const { state, holds, endedAt, generatedAt } = warning;
    const lapsed = state === 'GENERATED' && !holds && now >= generatedAt + lapseDays * DAY_MS;
    if (lapsed || (endedAt !== null && now >= endedAt + keptDays * DAY_MS)) shelf.leave('warning', warning);
    else shelf.show('warning', { ...warning, late: lateAt(warning, now) });
  }
  for (const instruction of [...store.all('instruction')]) {
    const { doneAt } = instruction;
    if (doneAt !== null && now >= doneAt + keptDays * DAY_MS) shelf.leave('instruction', instruction);
    else shelf.show('instruction', { ...instruction, late: lateReceipt(instruction, now) });
  }
}
