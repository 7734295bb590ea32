import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { openDeadLetters } from './dead-letters.ts';
import { openDedupe } from './dedupe.ts';
import { openEntries } from './entries.ts';
import { openErasing } from './erase.ts';
import { createGroupCommit } from './group-commit.ts';
import { Refused } from './lease-check.ts';
import type { AppendRequest, Operations, Reply, Request, WorkerStart } from './protocol.ts';
import { openLeases, openMedia, openSecrets, openSnapshots } from './records.ts';
import { openDatabase } from './schema.ts';
import { openTracks } from './tracks.ts';

const port = parentPort;
if (port === null) throw new Error('The log worker runs as a worker thread of the gateway.');

/** SQLITE_FULL: the disk has no room, or the quota of the file is used up. */
const SQLITE_FULL = 13;
const isFull = (error: unknown) => (error as { errcode?: unknown } | null)?.errcode === SQLITE_FULL;

const answer = (...replies: readonly Reply[]) => port.postMessage(replies);
const refusal = (id: number, error: unknown): Reply => ({
  id,
  ok: false,
  message: error instanceof Error ? error.message : String(error),
  ...(error instanceof Refused ? { refusal: error.refusal } : {}),
  ...(isFull(error) ? { refusal: 'full' as const } : {}),
});

function serve(db: DatabaseSync): void {
  const entries = openEntries(db);
  const operations: Operations = {
    ...entries,
    ...openDedupe(db),
    ...openErasing(db),
    ...openSnapshots(db),
    ...openLeases(db),
    ...openMedia(db),
    ...openDeadLetters(db),
    ...openSecrets(db),
    ...openTracks(db),
    close() {
      db.close();
      setImmediate(() => port?.close());
    },
  };

  function commit(appends: readonly AppendRequest[]): void {
    try {
      const outcomes = entries.appendAll(appends.map(({ args }) => args));
      const replies = appends.map(({ id }, i): Reply => {
        const outcome = outcomes[i];
        return typeof outcome === 'string'
          ? refusal(id, new Refused(outcome))
          : { id, ok: true, value: outcome };
      });
      answer(...replies);
    } catch (error) {
      answer(...appends.map(({ id }) => refusal(id, error)));
    }
  }

  function perform({ id, op, args }: Request): void {
    try {
      const operation = operations[op] as (...args: unknown[]) => unknown;
      answer({ id, ok: true, value: operation(...args) });
    } catch (error) {
      answer(refusal(id, error));
    }
  }

  const group = createGroupCommit({ commit, perform, soon: setImmediate });
  port?.on('message', (request: Request) => group.take(request));
}

try {
  serve(openDatabase((workerData as WorkerStart).path));
  answer({ id: 0, ok: true, value: null });
} catch (error) {
  const { path } = workerData as WorkerStart;
  const why = error instanceof Error ? error.message : String(error);
  const way = 'Restore it from a backup, or move the folder away to begin a new log.';
  // What the log says of itself names its way out already.
  answer(
    refusal(0, why.startsWith('The log') ? why : `The log file ${path} cannot be opened: ${why}. ${way}`),
  );
}
