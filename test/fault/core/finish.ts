import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthReply } from '../../../gateway/contract/http.ts';
import type { Position } from '../../../gateway/contract/position.ts';
import type { StateReply } from '../../../gateway/contract/state-reply.ts';
import { CONSOLE } from './commands.ts';
import { DEFAULT_LIMITS, type GatewayEvidence, PROMISED_MS, type RunEvidence } from './evidence.ts';
import { foldAnew, untoldIn } from './fresh-fold.ts';
import type { GatewayProcess } from './gateway-process.ts';
import { checkInvariants, type Verdict } from './invariants.ts';
import type { Ledger } from './ledger.ts';
import { type RawLog, readRedisLog, readSqliteLog } from './raw-log.ts';
import { publish } from './report.ts';
import { type FaultRun, type FinishOptions, SITE } from './run.ts';
import type { WallEvidence } from './wall.ts';

/** What everybody showed at one look. */
interface Standing {
  readonly walls: readonly WallEvidence[];
  /** Names of the gateways whose process was there. */
  readonly running: ReadonlySet<string>;
  readonly states: ReadonlyMap<string, GatewayState>;
}

interface GatewayState {
  readonly n: number;
  readonly stateHash: string;
  readonly place: Position;
}

const LOOK_MS = 250;
const LATEST = 20;

/** Ends a run: everything acknowledged, everybody quiet, then the verdict over what is really there. */
export async function finishRun(run: FaultRun, options: FinishOptions): Promise<Verdict> {
  const { settleWithinMs = 30_000, drainWithinMs, figures = {}, allows = {} } = options;
  const drainedIn = await timed(() =>
    Promise.all(run.productions.map((production) => production.drain(drainWithinMs))),
  );
  const quietAt = performance.now();
  const standing = await settled(run, settleWithinMs);
  const settledMs = Math.round(performance.now() - quietAt);
  const log = joined(options.before, await finalLog(run));
  const evidence = evidenceOf(run, standing, log);
  const places = placesOf(standing);
  const expectedAt = await (options.expected?.(log, places) ?? evidence.expectedAt);
  for (const n of places) expectedAt(n);
  const verdict = checkInvariants({
    ...evidence,
    settledMs,
    expectedAt,
    allows,
    figures: {
      sent: run.ledger.sent.size,
      acknowledged: run.ledger.acknowledged().size,
      commands: run.ledger.acks.filter(({ key }) => key.startsWith(CONSOLE)).length,
      refused: run.ledger.refusals.length,
      ...slowestOf(run.ledger),
      entries: log.entries.length,
      'drained ms': drainedIn,
      'settled ms': settledMs,
      ...figures,
    },
  });
  publish(verdict);
  return verdict;
}

/** The longest call that was answered, and how many took longer than is promised. */
function slowestOf({ calls }: Ledger) {
  const taken = calls.flatMap(({ ms }) => ms ?? []);
  return {
    'slowest call ms': Math.round(taken.reduce((most, ms) => Math.max(most, ms), 0)),
    'over 5 s': taken.filter((ms) => ms > PROMISED_MS).length,
  };
}

/** Every entry that either has; the horizon is that of the log as it is now. */
function joined(before: RawLog | undefined, now: RawLog): RawLog {
  if (before === undefined) return now;
  const there = new Set(now.entries.map(({ n }) => n));
  const gone = before.entries.filter(({ n }) => !there.has(n));
  return { ...now, entries: [...gone, ...now.entries].sort((a, b) => a.n - b.n) };
}

/** Every place whose state the verdict asks for, ascending. */
function placesOf({ walls, states }: Standing): number[] {
  const places = [...walls.map(({ place }) => place?.n ?? 0), ...[...states.values()].map(({ n }) => n)];
  return [...new Set(places)].sort((a, b) => a - b);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return Math.round(performance.now() - since);
}

/** Looks until walls and gateways have come up to the log's end, or the time is over: then it is as it is. */
async function settled(run: FaultRun, withinMs: number): Promise<Standing> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const end = await endOfLog(run);
    const standing = await look(run);
    if (performance.now() > deadline) return standing;
    if (haveArrived(run, standing, end) && (await standsOnLog(run, standing))) return standing;
    await sleep(LOOK_MS);
  }
}

/** Counter of the last entry. The embedded engine's file cannot be read beside its gateway: there its word and the promises tell. */
async function endOfLog(run: FaultRun): Promise<number> {
  const { options, gateways, ledger } = run;
  if (options.engine === 'redis') return Number((await run.redis.client.hget(`{${SITE}}:meta`, 'n')) ?? 0);
  const health = await gateways[0]?.get('/healthz').then((reply) => reply.json() as Promise<HealthReply>);
  const { e: epoch, n = 0 } = health?.position ?? {};
  // The latest ones: what was promised before a loss may have had larger numbers.
  const ours = ledger.acks.slice(-LATEST).filter(({ position }) => position.startsWith(`${epoch}:`));
  return Math.max(n, ...ours.map((ack) => ack.n));
}

async function look({ gateways, walls }: FaultRun): Promise<Standing> {
  const states = new Map<string, GatewayState>();
  const running = new Set(gateways.flatMap(({ name, pid }) => (pid === null ? [] : name)));
  for (const gateway of gateways) {
    const state = await stateOf(gateway);
    if (state !== null) states.set(gateway.name, state);
  }
  return { states, running, walls: walls.map((wall) => wall.evidence()) };
}

async function stateOf(gateway: GatewayProcess): Promise<GatewayState | null> {
  if (gateway.pid === null) return null;
  try {
    const response = await gateway.get('/v1/state');
    if (!response.ok) return null;
    const { n, stateHash, position } = (await response.json()) as StateReply;
    const [e = '', , h = ''] = position.split(':');
    return { n, stateHash, place: { e, n, h } };
  } catch {
    return null;
  }
}

/** Everybody is there and has passed the end of the log as it was a moment ago. */
function haveArrived({ gateways, walls: open }: FaultRun, { walls, states }: Standing, end: number): boolean {
  const running = gateways.filter(({ pid }) => pid !== null);
  if (running.some(({ name }) => !states.has(name))) return false;
  if (open.some(({ connection }) => connection.link.state !== 'live' || !connection.link.logOk)) return false;
  if (walls.some(({ behind }) => behind !== null)) return false;
  const places = [...[...states.values()].map(({ n }) => n), ...walls.map(({ place }) => place?.n ?? -1)];
  return places.every((n) => n >= end);
}

/**
 * A place with a large number may be one of a log that was lost. The embedded engine's is looked at in the end alone: until
 * then a wall that stands beyond its only gateway has not been told yet what was lost.
 */
async function standsOnLog(run: FaultRun, { walls, states }: Standing): Promise<boolean> {
  if (run.options.engine === 'sqlite') {
    const end = Math.max(...[...states.values()].map(({ n }) => n));
    return walls.every(({ place }) => place !== null && place.n <= end);
  }
  const { entries } = await finalLog(run);
  const hashes = new Map(entries.map(({ n, h }) => [n, h]));
  const places = [...[...states.values()].map(({ place }) => place), ...walls.map(({ place }) => place)];
  return places.every((place) => place !== null && hashes.get(place.n) === place.h);
}

async function finalLog(run: FaultRun): Promise<RawLog> {
  if (run.options.engine === 'redis') return readRedisLog(run.redis.client, SITE);
  await Promise.all(run.gateways.map((gateway) => gateway.stop()));
  return readSqliteLog(run.dataDir);
}

function evidenceOf(run: FaultRun, { walls, running, states }: Standing, log: RawLog): RunEvidence {
  const { ledger, gateways, options, seed, peaks } = run;
  return {
    fault: options.fault,
    engine: options.engine,
    seed,
    sent: [...ledger.sent.keys()],
    acks: ledger.acks,
    calls: ledger.calls,
    refusals: ledger.refusals,
    absences: gateways.flatMap(({ absences }) => absences),
    log,
    expectedAt: foldAnew(log.entries),
    untold: untoldIn(log.entries),
    walls,
    gateways: gateways.map(
      ({ name, crashes, complaints }): GatewayEvidence => ({
        name,
        running: running.has(name),
        state: states.get(name) ?? null,
        crashes,
        complaints: complaints(),
        peakResidentBytes: peaks.get(name) ?? 0,
      }),
    ),
    settledMs: 0,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    figures: {},
    allows: {},
  };
}
