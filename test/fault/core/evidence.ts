import type { Expected } from './fresh-fold.ts';
import type { Absence } from './gateway-process.ts';
import type { InvariantId } from './invariants.ts';
import type { Ack, Call, Refusal } from './ledger.ts';
import type { RawLog } from './raw-log.ts';
import type { WallEvidence } from './wall.ts';

/** What one gateway said of itself at the end, and what was seen of its process. */
export interface GatewayEvidence {
  readonly name: string;
  /** Whether its process was there when everybody was asked; one that was has a state to show. */
  readonly running: boolean;
  /** Null when nothing could be learned. */
  readonly state: { readonly n: number; readonly stateHash: string } | null;
  /** Ends of the process that nobody asked for. */
  readonly crashes: readonly string[];
  /** Unhandled rejections and the like, as it printed them. */
  readonly complaints: readonly string[];
  readonly peakResidentBytes: number;
}

/** Everything that a verdict is made from: pure data, so that every invariant can be shown to fail. */
export interface RunEvidence {
  readonly fault: string;
  readonly engine: 'redis' | 'sqlite';
  readonly seed: number;
  /** Keys of everything that was sent. */
  readonly sent: readonly string[];
  readonly acks: readonly Ack[];
  readonly calls: readonly Call[];
  readonly refusals: readonly Refusal[];
  readonly absences: readonly Absence[];
  readonly log: RawLog;
  /** What a fold of the final log gives at a place. */
  readonly expectedAt: (n: number) => Expected;
  /** Entries that no reducer can apply: nobody may be told of them. */
  readonly untold: ReadonlySet<number>;
  readonly walls: readonly WallEvidence[];
  readonly gateways: readonly GatewayEvidence[];
  /** From the last answer to a producer until walls and gateways agreed with the log, ms. */
  readonly settledMs: number;
  readonly limits: Limits;
  /** Invariants that this fault may break, each with the reason; they are judged and shown all the same. */
  readonly allows: Partial<Readonly<Record<InvariantId, string>>>;
  /** Numbers worth telling. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** What counts as bounded and as settled. */
export interface Limits {
  /** Resident memory of one gateway. */
  readonly residentBytes: number;
  /** Every ingest call settles within this, ms. The gateway promises 5 s; the rest is the road and a busy machine. */
  readonly settleMs: number;
  /** Once it is quiet, walls and gateways agree with the log within this, ms: ten times the method's 2 s. */
  readonly quietMs: number;
}

/** What the gateway promises for an answer, ms; how many calls took longer is printed with every run. */
export const PROMISED_MS = 5_000;

export const DEFAULT_LIMITS: Limits = {
  residentBytes: 600 * 1_048_576,
  settleMs: 8_000,
  quietMs: 20_000,
};
