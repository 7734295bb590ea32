import type { Allowance, DeadlineExplanation, DeadlineMoves, FallingDue } from '../contract/deadlines.ts';
import type { Entity, EntityKind, EntityOf, Fact } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import type { Feed } from '../contract/feeds.ts';
import type { Position } from '../contract/position.ts';
import type { SourceHealth } from '../contract/sources.ts';
import type { WarningRule } from '../contract/warning-rules.ts';
import type { KpiExplanation, KpiQuestion } from './measures/explain.ts';
import type { Walk } from './nearest.ts';

export type { KpiExplanation, KpiQuestion, KpiRow } from './measures/explain.ts';

/** Version of the reducers: a snapshot of another version is not restored, a client of another version is reset. */
export type ReducerVersion = number;

export interface EntityRef {
  readonly kind: EntityKind;
  readonly id: string;
}

/** Read side of the folded state. Entities are immutable: a change replaces the object. */
export interface StateView {
  /** Position of the last entry that was applied. */
  readonly position: Position;
  /** `receivedAt` of that entry, ms: 数据截至. 0 before the first. */
  readonly at: number;
  get<Kind extends EntityKind>(kind: Kind, id: string): EntityOf[Kind] | undefined;
  all<Kind extends EntityKind>(kind: Kind): IterableIterator<EntityOf[Kind]>;
  /** `n` of the entity's last change; undefined when it does not exist. */
  changedAt(kind: EntityKind, id: string): number | undefined;
  /** Everything that changed after `n`, by the entry that changed it last, then by kind and id; null when `n` is older than the oldest kept tombstone: then a snapshot is needed. */
  since(n: number): { readonly changed: readonly EntityRef[]; readonly removed: readonly EntityRef[] } | null;
  /** Largest `producerepoch` that was heard about an entity; null when nothing was heard. */
  producerEpoch(feed: Feed, id: string): number | null;
  /** Last 100 facts of an item, oldest first. */
  facts(id: string): readonly Fact[];
  /** How the deadline of a live item came about; null without one. */
  deadline(id: string): DeadlineExplanation | null;
  /** How far a seat may extend the deadline of a live item by the rules; null where nothing bounds it. */
  allowance(id: string): Allowance | null;
  /** What will have fallen due at a future instant (epoch ms) if nobody acts until then, by due instant. */
  fallingDue(until: number): readonly FallingDue[];
  /** What the latest changes of rules and calendars did to deadlines, oldest first. */
  deadlineMoves(): readonly DeadlineMoves[];
  /** `n` of the entries about an item, alarm, lead or warning that counts, also for long after it has left; ascending. */
  entriesAbout(kind: EntityKind, id: string): readonly number[];
  /** How a number came about, with the entries behind it; null when there is no such number (for that area). */
  explainKpi(question: KpiQuestion): KpiExplanation | null;
  /** How each source sounds, as a whole and by awaited street. */
  sources(): readonly SourceHealth[];
  /** How the way of a terminal on foot is estimated. */
  walk(): Walk;
  /** The rules that find early warnings, as the log has them. */
  warningRules(): readonly WarningRule[];
  /** Id of a unit by its id, its name or its short name; a name that none or several bear stands as it was told. */
  unitId(told: string): string;
  /** Has a unit duty by the roster at an instant, epoch ms? Null: one that nobody has named. */
  rostered(unit: string | null, at: number): boolean;
  /**
   * Had a live terminal duty at an instant, epoch ms? Since its last word about it by that word, before it by the roster;
   * where there are no shifts, by the word alone. False of one that is unknown.
   */
  hadDuty(terminal: string, at: number): boolean;
  /** `n` of the configurations in force so far, the latest few. */
  configurations(): readonly number[];
  /** The log's time, epoch ms: the latest tick's. */
  now(): number;
  /** Sum over all entities (decisions D12). */
  stateHash(): string;
}

/** What one drain reports: every entity touched since the drain before, each once. */
export interface Changes {
  readonly changed: readonly { readonly kind: EntityKind; readonly entity: Entity }[];
  readonly removed: readonly EntityRef[];
}

/** An entry that no reducer could apply: counted, listed, and stops nothing. */
export interface Quarantined {
  readonly n: number;
  readonly type: string;
  readonly reason: string;
  /** It is an exercise or a test: listed, and counted nowhere. */
  readonly played?: true;
}

export interface Fold extends StateView {
  readonly reducerVersion: ReducerVersion;
  /** Total: an entry that cannot be applied is quarantined. Entries come in ascending `n`. */
  apply(entry: LogEntry): void;
  drain(): Changes;
  quarantine(): readonly Quarantined[];
  /** Events that sources numbered before what they had told earlier of the same (`SourceHealth.renumbered`). */
  renumbered(): number;
  /** `n` of the entries of a feed without which the log would not give this state again; others may be among them. */
  needed(feed: Feed): readonly number[];
  /** Hash of the configuration in force (`system.configured`), null before the first. */
  readonly configHash: string | null;
  /** The complete state as bytes, tombstones and internals included. */
  serialize(): Uint8Array;
  /** The same as text, cut now and written piece by piece as it is asked for; later entries do not get into it. */
  pieces(): Iterable<string>;
}
