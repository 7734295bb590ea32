import { GatewayError } from '../../contract/errors.ts';

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^READONLY/, 'It is a replica: point REDIS_URL at the master, or at the sentinels.'],
  [/^MISCONF/, 'It cannot write to its disk: look at its log and at the free space.'],
  [/^NOREPLICAS/, 'Too few replicas are connected (min-replicas-to-write): bring one back.'],
  [/^(NOAUTH|WRONGPASS|NOPERM)/, 'It refuses this account: check user, password and rights in REDIS_URL.'],
  [/^MOVED/, 'It is a node of a Cluster: write REDIS_URL as redis+cluster://host1,host2.'],
  [/cluster support disabled/, 'It is no Cluster: write REDIS_URL as redis://host:6379.'],
  [/^CLUSTERDOWN/, 'The Cluster is not complete: look at `CLUSTER INFO` and bring its masters back.'],
  [/^LOADING/, 'It is still reading its data; this passes by itself.'],
  [/^WRONGTYPE/, 'A key of this site holds something else: another program uses the same names.'],
  [
    /equal or smaller/,
    'A stream of this site has entries that no gateway wrote. Delete them (XDEL) and reset the stream (XSETID) to its last entry.',
  ],
];

const FULL = 'Its memory limit is reached: raise maxmemory or shorten the retention.';
const UNREACHABLE = 'It cannot be reached: check that it runs and that the address is right.';

/** Any failure of a Redis command as an error that callers know, with what, where, and how to fix it: `log_full` where only room is missing. */
export function unavailable(error: unknown, where: string): GatewayError {
  if (error instanceof GatewayError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('OOM')) {
    return new GatewayError('log_full', `Redis at ${where}: ${message} ${FULL}`, {
      cause: error,
      retryAfterS: 5,
    });
  }
  const advice = ADVICE.find(([pattern]) => pattern.test(message))?.[1] ?? UNREACHABLE;
  return new GatewayError('log_unavailable', `Redis at ${where}: ${message} ${advice}`, { cause: error });
}

/** Replies that say that another server is the master by now, or that this one gave up a waiting client over it. */
const ELSEWHERE = /^(READONLY|UNBLOCKED|MASTERDOWN|MOVED|ASK|CLUSTERDOWN)/;
/** Replies that pass by themselves. */
const PASSING = /^(LOADING|TRYAGAIN)/;

/** True when no reply came, so that the same idempotent command may be tried again; a refusal will not change soon. */
export function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name !== 'ReplyError' || ELSEWHERE.test(error.message) || PASSING.test(error.message);
}

/** Message of a command that got no reply in time. */
export const TIMED_OUT = 'Command timed out';

/** True when the connection has to be made anew: it went silent, or leads to a server that is not the master. */
export function isDeadEnd(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // An aborted transaction does not say why; a replica refuses writes in just this way.
  return error.message === TIMED_OUT || /^EXECABORT/.test(error.message) || ELSEWHERE.test(error.message);
}
