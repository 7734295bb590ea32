import type { CloudEvent } from './cloudevent.ts';
import type { Problem } from './errors.ts';
import type { IngestReply } from './http.ts';
import type { Bye } from './wire.ts';

/** Version of this protocol; a producer of another version gets `bye` with `incompatible`. */
export const INGEST_PROTOCOL = 1;

/** Socket.IO namespace of producers that keep a connection open. */
export const INGEST_NAMESPACE = '/ingest';

/** Limits of one connection to `/ingest`; a batch has the limits of a request (`INGEST_LIMITS`) besides. */
export const INGEST_WINDOW = {
  /** Batches that may wait for their acknowledgement at once. The next one is refused, never queued. */
  batches: 32,
  /** Bytes that these batches may have together. */
  bytes: 4_194_304,
  /** A batch is acknowledged within this time, ms: with its results, or with a problem that says to send it again. */
  answerMs: 4_800,
} as const;

/** Socket.IO handshake `auth`. */
export interface IngestAuth {
  readonly proto: number;
  /** Producer key; absent in demo access. */
  readonly token?: string;
}

/** First word of the gateway: as whom the producer is known, and what it may have under way. */
export interface IngestHello {
  readonly proto: number;
  readonly session: string;
  readonly site: string;
  /** Id of the registration behind the key. */
  readonly producer: string;
  readonly limits: {
    /** Batches without acknowledgement. */
    readonly window: number;
    /** Bytes of all of them together. */
    readonly windowBytes: number;
    /** Events of one batch. */
    readonly batch: number;
    /** Bytes of one message; a larger one ends the connection. */
    readonly bytes: number;
  };
}

/**
 * Acknowledgement of a batch, in the order in which batches were sent. A problem with `retryable` promises nothing: send
 * the batch again, it is taken once whatever was heard. When the log failed on the way, both are there: the problem, and
 * the results that say which events to send again.
 */
export type IngestAnswer = IngestReply | Problem | (Problem & IngestReply);

/** Socket.IO events to the producer. */
export interface IngestServerToClient {
  hello: (message: IngestHello) => void;
  /** Send nothing more on this connection; acknowledgements that are due still come. */
  bye: (message: Bye) => void;
}

/** Socket.IO events from the producer. A message of any other shape is ignored and counted. */
export interface IngestClientToServer {
  events: (batch: readonly CloudEvent[], reply: (answer: IngestAnswer) => void) => void;
}
