import type { AlarmState, ShelveReason } from './alarms.ts';
import type { DueSource } from './deadlines.ts';
import type { EventType } from './event-types.ts';
import type { ProducerFeed } from './feeds.ts';
import type { CaseLife } from './life.ts';
import type { CaseRisk } from './risk.ts';
import type {
  AlarmPriority,
  AlarmType,
  BasisKind,
  CaseKind,
  CaseState,
  Channel,
  DeviceHealth,
  DispatchState,
  Flag,
  HandlingLevel,
  IndicatorKind,
  IndicatorUnit,
  Level,
  Network,
  Outcome,
  Reality,
  SlaState,
  TerminalState,
  Urgency,
  Verdict,
  VideoState,
  VideoType,
} from './vocabulary.ts';
import type { InstructionEntity, WarningEntity } from './warnings.ts';

/** Kinds of entity that the state holds, in the order in which a frame tells them: alarms never wait behind positions. */
export const ENTITY_KINDS = [
  'alarm',
  'case',
  'video',
  'warning',
  'instruction',
  'feed',
  'kpi',
  'series',
  'indicator',
  'terminal',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Degrees WGS-84. */
export interface LngLat {
  readonly lng: number;
  readonly lat: number;
}

/** What is common to everything that came from a producer. Instants are epoch milliseconds; areas are region ids. */
export interface Tracked {
  readonly id: string;
  readonly source: string;
  readonly reality: Reality;
  /** Grows by one with every change that a person could act on; a command names the version it saw. */
  readonly version: number;
  readonly flags: readonly Flag[];
}

/**
 * Where something stands; ids of the region pack, null when unknown. A dispute or an appeal is told by its village alone
 * (decisions D10): no address, and a `location` (the middle of a square of 0.01°) only where neither village nor street is known.
 */
export interface Placed {
  readonly location: LngLat | null;
  /** Smallest known area. */
  readonly area: string | null;
  readonly village: string | null;
  readonly street: string | null;
  readonly address: string | null;
}

/** One line of an item's history: which entry said what, when it happened and who said it (a source or a seat). */
export interface Fact {
  readonly n: number;
  readonly type: EventType;
  readonly at: number;
  readonly by: string;
  readonly note?: string;
  /** Something that its source numbers later had come before it: it was put in its place. */
  readonly reordered?: true;
}

/** An item. */
export interface CaseEntity extends Tracked, Placed {
  readonly title: string;
  readonly kind: CaseKind;
  readonly category: string | null;
  readonly channel: Channel | null;
  readonly state: CaseState;
  /** Null for an item that carries no risk level (部件). */
  readonly level: Level | null;
  readonly urgency: Urgency | null;
  readonly handlingLevel: HandlingLevel | null;
  /** Name of who must act now; null means the centre's own seats (指挥席). */
  readonly holder: string | null;
  readonly holderUnit: string | null;
  readonly receivedAt: number;
  readonly startAt: number | null;
  readonly dueAt: number | null;
  /** How long its clock has stood between start and deadline, ms: the share of a limit that is used leaves it out. */
  readonly pausedMs: number;
  /** The first deadline, whatever moved it since: an extension, a pause, other rules or another calendar. */
  readonly originalDueAt: number | null;
  /** SOURCE 来源期限 · RULE computed from a limit; null without a deadline. */
  readonly dueSource: DueSource | null;
  /** Id of the limit that a computed deadline comes from. */
  readonly limit: string | null;
  /** 节假日未公布, 暂按周末推算: some day of the count lies past the coverage of the calendar. */
  readonly provisional: boolean;
  /** When the item becomes due soon (decisions D7). */
  readonly warnAt: number | null;
  /** 非工作时间 停计: the clock of office hours or working days counts nothing until then; null while it counts. */
  readonly restsUntil: number | null;
  /** Working days after today up to the day it is due; null where the limit is not of office hours or working days. */
  readonly remainingWorkdays: number | null;
  /** 超时说明. */
  readonly overdueReason: string | null;
  /** Since when the clock stands still. */
  readonly pausedAt: number | null;
  readonly closedAt: number | null;
  readonly basis: { readonly kind: BasisKind; readonly text: string } | null;
  readonly sla: SlaState;
  readonly verdict: Verdict;
  readonly outcome: Outcome | null;
  readonly people: number | null;
  readonly amount: { readonly owed?: number; readonly paid?: number; readonly promised?: number } | null;
  readonly photos: readonly string[];
  readonly link: string | null;
  /** When the present state began. */
  readonly stateSince: number;
  /** Steps, clocks, supporting units, returns, gates, ladder, catalogue. */
  readonly life: CaseLife;
  /** Why it has its level, who answers for it, reviews, changes; left out where it carries none (部件). */
  readonly risk?: CaseRisk;
  /** Last 100 facts; left out of frames and snapshots, told by `/v1/cases/:id`. */
  readonly facts?: readonly Fact[];
}

/** Two independent booleans, as ISA-18.2 keeps them: is the condition there, has somebody seen it. */
export interface AlarmEntity extends Tracked, Placed {
  readonly title: string;
  readonly type: AlarmType;
  readonly priority: AlarmPriority;
  readonly device: string | null;
  readonly reading: { readonly value: number; readonly limit?: number; readonly unit: string } | null;
  readonly state: AlarmState;
  readonly active: boolean;
  readonly acked: boolean;
  readonly raisedAt: number;
  /** Since when it waits to be acknowledged: raised, made graver, or an acknowledgement lapsed. */
  readonly waitingSince: number;
  readonly ackedAt: number | null;
  readonly ackedBy: string | null;
  /** Until when it should be acknowledged: within the time of each priority, from when it has been that grave. */
  readonly ackBy: number;
  /** `ackBy` has passed and nobody has acknowledged. */
  readonly late: boolean;
  /** When its acknowledgement lapses; null while there is none, or nothing left to lapse. */
  readonly ackUntil: number | null;
  /** Its sound was stopped; neither seen nor over. */
  readonly silenced: boolean;
  readonly returnedAt: number | null;
  readonly clearedAt: number | null;
  /** Gone from the strip: withdrawn, or back to normal and acknowledged. */
  readonly finishedAt: number | null;
  readonly expiresAt: number | null;
  /** Times raised in this episode, and alarms that say the same (×N). */
  readonly raises: number;
  readonly chattering: boolean;
  readonly stale: boolean;
  /** 暂停提醒: until when, why and by which seat; over as soon as the alarm is graver than it was shelved as. */
  readonly shelved: { readonly until: number; readonly reason: ShelveReason; readonly by: string } | null;
  /** Out of service while the maintenance item `item` is open. */
  readonly outOfService: { readonly item: string; readonly since: number; readonly by: string } | null;
  /** The alarm of the same device and type that stands for this one. */
  readonly duplicateOf: string | null;
  /** The later alarm by which its source replaced it. */
  readonly replacedBy: string | null;
  /** The item that was made of it. */
  readonly item: string | null;
  readonly health: DeviceHealth;
}

/** A patrol terminal: the device. */
export interface TerminalEntity extends Tracked {
  readonly name: string;
  readonly unit: string | null;
  readonly village: string | null;
  readonly street: string | null;
  readonly location: LngLat | null;
  readonly fixAt: number | null;
  readonly accuracyM: number | null;
  readonly headingDeg: number | null;
  readonly battery: number | null;
  readonly onDuty: boolean;
  readonly state: TerminalState;
  readonly sosAt: number | null;
  /**
   * Of one on duty that calls for help, what SOS stands before: its fix is stale, or it is offline (told so, or without a
   * fix that is young enough). It is counted as online by none. Left out while it is heard.
   */
  readonly unheard?: 'STALE' | 'OFFLINE';
  /** Its unit has duty now by the roster 应在岗. */
  readonly rostered: boolean;
  /** Its last call: to which `kind:id`, by which seat, and how far it has come. */
  readonly dispatch: {
    readonly to: string;
    readonly by: string;
    readonly state: DispatchState;
    readonly calledAt: number;
    readonly departedAt: number | null;
    readonly arrivedAt: number | null;
    readonly doneAt: number | null;
    /** Nobody has said that it is done: the terminal went off duty, or what it was called to was over for an hour. */
    readonly endedBy?: 'OFF_DUTY' | 'TARGET_OVER';
  } | null;
}

/** A video lead. */
export interface VideoEntity extends Tracked, Placed {
  readonly title: string;
  readonly type: VideoType;
  readonly camera: string | null;
  readonly algorithm: string | null;
  readonly confidence: number | null;
  readonly media: string | null;
  readonly raisedAt: number;
  readonly state: VideoState;
  readonly judgedAt: number | null;
  readonly judgedBy: string | null;
  /** Of a DUPLICATE: the lead that had shown it before. Left out where none was named. */
  readonly duplicateOf?: string;
  /** When it had waited for a judgement longer than its picture is kept: LAPSED, counted as judged by nobody. */
  readonly lapsedAt?: number;
  /** The item that was made of it, and when. */
  readonly item: string | null;
  readonly linkedAt?: number;
}

/** Last report of one kind for one area (and breakdown; and network, where its rows are told apart). */
export interface IndicatorEntity extends Tracked {
  readonly kind: IndicatorKind;
  readonly unit: IndicatorUnit;
  readonly area: string;
  readonly by: string | null;
  readonly network: Network | null;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly of: number | null;
  readonly n: number;
}

/** Is the feed heard from? Never merged with "is the link up" or "is this value fresh". */
export interface FeedEntity {
  readonly id: ProducerFeed;
  /** NONE: never heard · LIVE: within its time · SILENT 断流: overdue since `silentSince`. */
  readonly state: 'NONE' | 'LIVE' | 'SILENT';
  readonly lastEventAt: number | null;
  readonly lastReceivedAt: number | null;
  readonly silentSince: number | null;
  readonly silentAfterS: number;
  readonly total: number;
  /** True while everything heard in this feed was simulated. */
  readonly simulated: boolean;
  /** How many sources the rules expect to hear in it; absent: none, so nobody can say that one is missing. */
  readonly expected?: number;
  /** Expected sources that are 断流, and streets that are 应报未报, the latest few; visitors are told none. */
  readonly missing?: readonly MissingSource[];
}

/** What should have been heard and was not. */
export interface MissingSource {
  readonly source: string;
  /** What the rules call the source. */
  readonly name?: string;
  readonly street: string | null;
  /** Since when it is overdue; null: never heard. */
  readonly since: number | null;
}

/** One number of the wall. `area` is set when the number belongs to one street or village. */
export interface KpiEntity {
  readonly id: string;
  readonly value: number;
  readonly area: string | null;
  /** Of a figure: the numerator behind it; of a duration the sum of all; of an age (`age.*`) since when the middle one waits. */
  readonly part?: number;
  /** Of a figure: the denominator or number of observations; of an age how many wait. 0: there is nothing to tell. */
  readonly of?: number;
  /** Of a figure of a period: its first instant; null for everything so far. */
  readonly from?: number | null;
  /** Of a figure of a period: the end of its last day. */
  readonly to?: number;
  /** Of an age: the oldest, as `kind:id`. */
  readonly subject?: string;
}

/** Equally spaced counts, oldest first; `from` is the start of the first slot, `stepMs` its length. */
export interface SeriesEntity {
  readonly id: string;
  readonly from: number;
  readonly stepMs: number;
  readonly values: readonly number[];
}

/** The entity type of each kind. */
export interface EntityOf {
  readonly alarm: AlarmEntity;
  readonly case: CaseEntity;
  readonly video: VideoEntity;
  readonly warning: WarningEntity;
  readonly instruction: InstructionEntity;
  readonly feed: FeedEntity;
  readonly kpi: KpiEntity;
  readonly series: SeriesEntity;
  readonly indicator: IndicatorEntity;
  readonly terminal: TerminalEntity;
}

/** Any entity. */
export type Entity = EntityOf[EntityKind];
