import type { LevelBucket } from './kpi.ts';
import type {
  AlarmPriority,
  CaseKind,
  CaseState,
  Level,
  Projection,
  SlaState,
  Urgency,
  Verdict,
} from './vocabulary.ts';

/** An item as `GET /v1/state` tells it: instants are ISO-8601 with the site's offset. */
export interface CaseReply {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly level: Level | null;
  readonly urgency: Urgency | null;
  readonly holder: string | null;
  readonly area: string | null;
  readonly receivedAt: string;
  readonly dueAt: string | null;
  readonly originalDueAt: string | null;
  readonly closedAt: string | null;
  readonly sla: SlaState;
  readonly verdict: Verdict;
  readonly version: number;
}

/** `GET /v1/state` (decisions D15). Entities of the other kinds are told like cases: instants as ISO-8601. */
export interface StateReply {
  readonly position: string;
  readonly n: number;
  readonly epoch: string;
  readonly at: string;
  readonly stateHash: string;
  readonly viewHash: string;
  readonly projection: Projection;
  readonly counts: {
    readonly case: {
      readonly open: number;
      readonly overdue: number;
      readonly dueSoon: number;
      readonly byLevel: Readonly<Record<LevelBucket, number>>;
    };
    readonly alarm: {
      readonly active: number;
      readonly unacked: number;
      readonly byPriority: Readonly<Record<AlarmPriority, number>>;
    };
    readonly terminal: { readonly online: number; readonly onDuty: number; readonly total: number };
  };
  readonly entities: {
    readonly case: readonly CaseReply[];
    readonly alarm: readonly Record<string, unknown>[];
    readonly terminal: readonly Record<string, unknown>[];
    readonly video: readonly Record<string, unknown>[];
    readonly indicator: readonly Record<string, unknown>[];
    readonly feed: readonly Record<string, unknown>[];
    readonly kpi: readonly Record<string, unknown>[];
    readonly series: readonly Record<string, unknown>[];
  };
}
