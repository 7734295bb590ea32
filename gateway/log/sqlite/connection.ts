import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { GatewayError } from '../../contract/errors.ts';
import { LogForked, leaseLost } from '../forked.ts';
import type { OperationName, Operations, Reply, WorkerStart } from './protocol.ts';

/** A disk that takes longer than this is reported as unavailable; the append may still have happened. */
const CALL_TIMEOUT_MS = 4_500;

export interface Connection {
  call<Name extends OperationName>(
    op: Name,
    ...args: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>>;
  /** False after a failed call, until one succeeds. */
  healthy(): boolean;
  close(): Promise<void>;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * The log's worker thread, ready to be called.
 * @throws {Error} when the file cannot be opened.
 */
export async function connectWorker(start: WorkerStart): Promise<Connection> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: start });
  const [[first]] = (await once(worker, 'message')) as [[Reply]];
  if (!first.ok) {
    await worker.terminate();
    throw new Error(first.message);
  }
  return converse(worker, start.path);
}

/** What is asked of a worker that is ready. */
export function converse(worker: Worker, path: string): Connection {
  const pending = new Map<number, Pending>();
  /** Given up, but still in front of the worker: a disk that hangs is not handed ever more to hold. */
  const overdue = new Set<number>();
  let lastId = 0;
  let healthy = true;
  let ended = false;

  const unavailable = (why: string) =>
    new GatewayError(
      'log_unavailable',
      `The log file ${path} cannot be used: ${why}. Check the disk (space, rights), then send again.`,
    );

  function settle(id: number): Pending | undefined {
    const call = pending.get(id);
    pending.delete(id);
    clearTimeout(call?.timer);
    return call;
  }

  const full = () =>
    new GatewayError(
      'log_full',
      `The disk of the log file ${path} is full: make room (or a larger disk); the gateway goes on by itself.`,
      { retryAfterS: 5 },
    );

  function refuse({ id, message, refusal }: Extract<Reply, { ok: false }>): void {
    if (refusal === 'full') {
      healthy = false;
      settle(id)?.reject(full());
    } else if (refusal === 'forked') settle(id)?.reject(new LogForked());
    else if (refusal === 'lease_lost') settle(id)?.reject(leaseLost('of this duty'));
    else fail(id, message);
  }

  function fail(id: number, why: string): void {
    healthy = false;
    settle(id)?.reject(unavailable(why));
  }

  worker.on('message', (replies: readonly Reply[]) => {
    for (const reply of replies) {
      overdue.delete(reply.id);
      if (reply.ok) {
        healthy = !ended;
        settle(reply.id)?.resolve(reply.value);
      } else refuse(reply);
    }
  });
  const end = (why: string) => {
    ended = true;
    healthy = false;
    for (const id of [...pending.keys()]) fail(id, why);
  };
  worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
  worker.on('exit', () => end('it is closed'));

  function call<Name extends OperationName>(op: Name, ...args: Parameters<Operations[Name]>) {
    return new Promise<ReturnType<Operations[Name]>>((resolve, reject) => {
      if (ended) return reject(unavailable('it is closed'));
      if (overdue.size > 0 && op !== 'close')
        return reject(unavailable('the disk has not answered for long'));
      const id = ++lastId;
      const giveUp = () => {
        overdue.add(id);
        fail(id, `no answer within ${CALL_TIMEOUT_MS} ms`);
      };
      const timer = setTimeout(giveUp, CALL_TIMEOUT_MS);
      pending.set(id, { resolve: (value) => resolve(value as ReturnType<Operations[Name]>), reject, timer });
      worker.postMessage({ id, op, args });
    });
  }

  return {
    call,
    healthy: () => healthy,
    async close() {
      if (ended) return;
      const exited = once(worker, 'exit');
      await call('close');
      ended = true;
      healthy = false;
      await exited;
    },
  };
}
