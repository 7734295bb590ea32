import type { AppendRequest, Request } from './protocol.ts';

/** Appends committed in one transaction at most: bounds how long the first of them waits. */
const MAX_GROUP = 32;

export interface GroupCommit {
  /** Takes a request; everything taken before the next turn is done together. */
  take(request: Request): void;
}

export interface GroupCommitOptions {
  /** Commits these appends as one transaction and answers each. */
  readonly commit: (appends: readonly AppendRequest[]) => void;
  readonly perform: (request: Request) => void;
  /** Runs the work once the messages that wait now have been taken. */
  readonly soon: (work: () => void) => void;
}

/**
 * Group commit: appends that arrive while the disk is busy share the next transaction, so that the number of disk
 * flushes depends on the disk and not on the number of callers. Other requests are done after the appends that
 * arrived with them.
 */
export function createGroupCommit({ commit, perform, soon }: GroupCommitOptions): GroupCommit {
  let appends: AppendRequest[] = [];
  let others: Request[] = [];
  let planned = false;

  function work(): void {
    planned = false;
    const group = appends;
    const rest = others;
    appends = [];
    others = [];
    for (let start = 0; start < group.length; start += MAX_GROUP) {
      commit(group.slice(start, start + MAX_GROUP));
    }
    for (const request of rest) perform(request);
  }

  return {
    take(request) {
      if (request.op === 'append') appends.push(request);
      else others.push(request);
      if (planned) return;
      planned = true;
      soon(work);
    },
  };
}
