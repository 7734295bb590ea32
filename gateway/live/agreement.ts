import type { EventLog, Witness } from '../log/port.ts';
import type { Logger, Metrics } from '../ops/port.ts';
import type { Site } from './port.ts';

/** Ticks whose hash is remembered: five minutes, so that a gateway that lags is still compared. */
const MARKS_KEPT = 64;
/** A state that was built anew for a difference and differs again is left alone for this long, ms: it would not help. */
const QUIET_MS = 600_000;
/** While states differ, the log of the gateway says so this often, ms. */
const TELL_MS = 60_000;

export interface AgreementOptions {
  readonly site: Site;
  readonly log: Pick<EventLog, 'exchangeWitness' | 'listSnapshots' | 'deleteSnapshot'>;
  /** Name of this run of the gateway, unlike any other run's. */
  readonly gateway: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Monotonic ms. */
  readonly elapsedMs?: () => number;
}

/** What the marks of several gateways say about ours. */
export interface Verdict {
  /** Largest `n` at which another gateway of these reducers holds the same state, 0: none. */
  readonly agreed: number;
  /** Largest `n` at which another holds a different one, 0: none. */
  readonly differs: number;
  /** Whether ours is not what most hold. With as many on either side both are suspect. */
  readonly suspect: boolean;
}

/** Compares marks at equal entries. Gateways of other reducers are of no account: their states may differ. */
export function compareMarks(mine: Witness, others: readonly Witness[]): Verdict {
  const peers = others.filter(({ reducerVersion }) => reducerVersion === mine.reducerVersion);
  const theirs = peers.map(({ marks }) => new Map(marks));
  let verdict: Verdict = { agreed: 0, differs: 0, suspect: false };
  for (const [n, hash] of mine.marks) {
    const said = theirs.flatMap((marks) => marks.get(n) ?? []);
    const like = said.filter((other) => other === hash).length;
    if (like > 0 && verdict.differs === 0) verdict = { ...verdict, agreed: n };
    if (said.length > like) verdict = { ...verdict, differs: n, suspect: like + 1 <= said.length - like };
  }
  return verdict;
}

/** The comparison of this gateway with the others of its log. */
export interface Agreement {
  /** `n` at which another gateway held another state by the last comparison; 0 when none did. */
  differs(): number;
  stop(): Promise<void>;
}

/**
 * Tells the other gateways of the log which state is held at every tick, and compares. Where they differ, those that are
 * not in the majority build their state anew, from before the last agreement.
 */
export function startAgreement(options: AgreementOptions): Agreement {
  const { site, log, gateway, logger, metrics, elapsedMs = () => performance.now() } = options;
  let marks: (readonly [number, string])[] = [];
  let agreed = 0;
  let differs = 0;
  let rebuiltAt = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  let stopped = false;
  const tell = (verdict: Verdict) => {
    metrics.count('state_hash_mismatch_total', { suspect: String(verdict.suspect) });
    if (elapsedMs() - toldAt < TELL_MS) return;
    toldAt = elapsedMs();
    const words = 'another gateway holds another state of the same log';
    logger.error(words, null, { ...verdict, lastAgreed: agreed });
  };
  const compare = async () => {
    const mine: Witness = { gateway, reducerVersion: site.reducerVersion, marks };
    const verdict = compareMarks(mine, await log.exchangeWitness(mine));
    if (verdict.differs === 0) agreed = Math.max(agreed, verdict.agreed);
    metrics.gauge('state_hash_agreed_position', agreed);
    differs = verdict.differs;
    if (differs === 0) toldAt = Number.NEGATIVE_INFINITY;
    if (differs === 0 || stopped) return;
    tell(verdict);
    if (!verdict.suspect || elapsedMs() - rebuiltAt < QUIET_MS) return;
    rebuiltAt = elapsedMs();
    await dropSince(log, agreed);
    await site.rebuild(agreed);
  };
  const unsubscribe = site.subscribe({
    onEntry({ type, n }) {
      if (type !== 'system.ticked') return;
      marks = [...marks.slice(1 - MARKS_KEPT), [n, site.view.stateHash()]];
      running ??= compare()
        .catch((error) => logger.error('the states of the gateways could not be compared', error))
        .finally(() => {
          running = null;
        });
    },
    onReset() {
      marks = [];
    },
  });
  return {
    differs: () => differs,
    async stop() {
      stopped = true;
      unsubscribe();
      await running;
    },
  };
}

/** Whatever was saved since the states last agreed may hold the fault. */
async function dropSince(log: AgreementOptions['log'], agreed: number): Promise<void> {
  if (agreed === 0) return;
  for (const { id, position } of await log.listSnapshots()) {
    if (position.n > agreed) await log.deleteSnapshot(id);
  }
}
