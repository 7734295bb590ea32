import type { Upcasts } from '../../gateway/contract/upcast.ts';
import type { EventLog } from '../../gateway/log/port.ts';

interface OpenOptions {
  readonly upcasts?: Upcasts;
}

/** What the suite needs of an engine besides its interface: ways to open it, to break it and to let time pass. */
export interface Harness {
  /** A handle on an empty log. */
  open(): Promise<EventLog>;
  /** Closes the handle and opens the same log again. */
  reopen(log: EventLog, options?: OpenOptions): Promise<EventLog>;
  /** The engine dies and comes back; gives the handle to go on with. */
  crash(log: EventLog): Promise<EventLog>;
  /** The log's contents are lost and an empty log stands in its place. */
  lose(log: EventLog): Promise<EventLog>;
  /** Everything behind entry `n` is lost, as by a torn file or a failover: the log goes on as it was at `n`. */
  rewind(log: EventLog, n: number): Promise<EventLog>;
  /** The engine goes away for good. */
  takeDown(log: EventLog): Promise<void>;
  corruptSnapshot(log: EventLog, id: string): Promise<EventLog>;
  /** Lets milliseconds pass for leases. */
  pass(ms: number): Promise<void>;
  dispose(): Promise<void>;
}

/** The handle of the test that runs; a test that reopens or breaks the log puts the next one here. */
export interface Scene {
  readonly harness: Harness;
  log: EventLog;
}
