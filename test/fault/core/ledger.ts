import type { Durability } from '../../../gateway/contract/vocabulary.ts';

/** One promise of a gateway: the event is in the log at `n`, at this level of durability. */
export interface Ack {
  /** `source` and `id`, joined by `keyOf`. */
  readonly key: string;
  readonly status: 200 | 201;
  readonly n: number;
  /** `e:n:h` as the gateway wrote it. */
  readonly position: string;
  readonly durability: Durability;
  /** Epoch ms of the test's clock. */
  readonly at: number;
  readonly gateway: string;
}

/** One call to a gateway, from its start to its end, whatever end that was. */
export interface Call {
  readonly way: 'http' | 'socket' | 'command' | 'wall';
  readonly gateway: string;
  readonly startedAt: number;
  /** Null: it had not settled when the client gave up waiting. */
  readonly ms: number | null;
  /** Status of an answer; 0 for a broken connection. */
  readonly status: number;
  readonly retryAfter: boolean;
}

export interface Refusal {
  readonly key: string;
  readonly status: number;
  readonly detail: string;
  /** When the call that was answered so was sent, epoch ms of the test's clock. */
  readonly askedAt: number;
  /** No copy of it had been sent before that call, so that nothing of it can be on its way. */
  readonly first: boolean;
}

/** An event or a command, by the name that the log keeps it under. */
export interface Sent {
  readonly source: string;
  readonly id: string;
}

/** What the producers know: everything they sent, what was promised for it, and how each call ended. */
export interface Ledger {
  readonly sent: ReadonlyMap<string, Sent>;
  readonly acks: readonly Ack[];
  readonly calls: readonly Call[];
  /** Answers that no retry can mend. */
  readonly refusals: readonly Refusal[];
  send(one: Sent): void;
  ack(ack: Ack): void;
  call(call: Call): void;
  refuse(refusal: Refusal): void;
  /** Keys with at least one promise. */
  acknowledged(): ReadonlySet<string>;
  /** Keys that were sent and neither promised nor refused yet. */
  open(): number;
}

/** How an event is named everywhere in the harness. */
export function keyOf({ source, id }: Sent): string {
  return `${source} ${id}`;
}

export function createLedger(): Ledger {
  const sent = new Map<string, Sent>();
  const acks: Ack[] = [];
  const calls: Call[] = [];
  const refusals: Refusal[] = [];
  const settled = new Set<string>();
  const promised = new Set<string>();
  return {
    sent,
    acks,
    calls,
    refusals,
    send: (one) => void sent.set(keyOf(one), one),
    ack(ack) {
      acks.push(ack);
      promised.add(ack.key);
      settled.add(ack.key);
    },
    call: (call) => void calls.push(call),
    refuse(refusal) {
      refusals.push(refusal);
      settled.add(refusal.key);
    },
    acknowledged: () => promised,
    open: () => sent.size - settled.size,
  };
}
