import type { ErrorCode } from './errors.ts';
import type { Position } from './position.ts';
import type { Durability } from './vocabulary.ts';

/** Outcome of one event. `status` is 201 new, 200 duplicate, 409 conflict, 403 or 422 refused, 503 not promised. */
export interface EventResult {
  /** Index in the batch or line number from 0. */
  readonly i: number;
  readonly status: number;
  readonly id: string | null;
  /** Place in the log as `e:n:h`: of the new entry, or of the original of a duplicate or conflict. */
  readonly position?: string;
  readonly n?: number;
  readonly code?: ErrorCode;
  readonly detail?: string;
  readonly path?: string;
  readonly retryable?: boolean;
  /** What was odd about an accepted event. */
  readonly flags?: readonly string[];
}

/** Answer of `POST /v1/events`, for one event as for many. */
export interface IngestReply {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly durability: Durability;
  readonly results: readonly EventResult[];
}

/** Answer of `POST /v1/commands` and of the socket event `cmd`. */
export interface CommandReply {
  readonly status: 201 | 200;
  readonly position: string;
  readonly n: number;
  readonly durability: Durability;
}

/** Answer of `POST /v1/media`. */
export interface MediaReply {
  /** SHA-256 of the picture, to be named by events. */
  readonly media: string;
  readonly bytes: number;
  readonly expiresAt: string;
}

/** `GET /v1/time`. `rate` is simulated seconds per second; 1 on a real clock. */
export interface TimeReply {
  readonly now: string;
  readonly ms: number;
  readonly simulated: boolean;
  readonly rate: number;
}

/** `GET /healthz`: is the process up. */
export interface HealthReply {
  readonly ok: boolean;
  readonly version: string;
  readonly site: string;
  readonly engine: 'redis' | 'sqlite';
  /** Which engine keeps the log and why, in one line. */
  readonly engineLine: string;
  readonly durability: Durability;
  readonly access: 'demo' | 'keys';
  readonly position: Position;
  readonly uptimeS: number;
}
