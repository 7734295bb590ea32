import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, GatewayError } from '../contract/errors.ts';
import type { StateView } from '../fold/port.ts';
import type { EventLog } from '../log/port.ts';

export interface NewestStateOptions {
  readonly log: Pick<EventLog, 'head'>;
  /** The folded state; null while it is being restored. */
  readonly view: () => StateView | null;
}

/** Refusals that say something of the state. */
const OF_THE_STATE: ReadonlySet<ErrorCode> = new Set(['unknown_subject', 'stale_seen', 'invalid_command']);
/** Longest wait for the state to come up to the log, ms: a fold is some milliseconds behind, or something is wrong. */
const WITHIN_MS = 2_000;
const LOOK_MS = 10;

/**
 * Judges by the state as it is here, which is a moment behind the log. A refusal stands only if that state knew
 * everything that the log had when it was pronounced; else it is judged once more: what was asked about, or the first
 * copy of the very command, may have come by another gateway.
 * @throws {GatewayError} what `judge` throws; `starting` when there is no state, or it does not come up in time
 */
export async function onNewestState<Result>(
  { log, view }: NewestStateOptions,
  judge: (state: StateView) => Promise<Result>,
): Promise<Result> {
  const state = present(view);
  const knew = state.position.n;
  try {
    return await judge(state);
  } catch (error) {
    if (!(error instanceof GatewayError) || !OF_THE_STATE.has(error.code)) throw error;
    const { n } = await log.head();
    if (n <= knew) throw error;
    return judge(await reached(view, n));
  }
}

async function reached(view: NewestStateOptions['view'], n: number): Promise<StateView> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const state = present(view);
    if (state.position.n >= n) return state;
    if (performance.now() > deadline) {
      throw new GatewayError('starting', 'this gateway is behind the log; send the command again as it is');
    }
    await sleep(LOOK_MS);
  }
}

function present(view: NewestStateOptions['view']): StateView {
  const state = view();
  if (state !== null) return state;
  throw new GatewayError('starting', 'the state is being restored; send the command again');
}
