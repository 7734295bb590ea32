import type { RunEvidence } from './evidence.ts';
import { acknowledgedOnce, noIdTwice, refusedNowhere, validRefused } from './invariants-log.ts';
import { announcedGaps, everyEventInOrder, wallsShowTheLog } from './invariants-walls.ts';
import { PATIENCE_MS } from './ways.ts';

/** I1 … I8 of the fault method. */
export const INVARIANTS = {
  I1: 'everything acknowledged is in the log, once, and no command that was refused',
  I2: 'no id is twice in the log, and its numbers have no hole',
  I3: 'every wall shows what the log says, soon after it is quiet',
  I4: 'every wall was told every distinct event in order, none missing, none repeated',
  I5: 'every gap a wall had was announced',
  I6: 'memory stayed bounded',
  I7: 'every gateway holds the state of the log',
  I8: 'every call settled, nothing valid was refused, and nothing crashed or complained',
} as const;
export type InvariantId = keyof typeof INVARIANTS;

/** Whether one invariant held, in words, with the ids and numbers that show it. */
export interface Finding {
  readonly holds: boolean;
  readonly words: string;
  readonly evidence: readonly string[];
}

export interface Verdict {
  readonly fault: string;
  readonly engine: RunEvidence['engine'];
  readonly seed: number;
  /** All eight, but for those that the fault may break. */
  readonly holds: boolean;
  readonly allows: RunEvidence['allows'];
  readonly findings: Readonly<Record<InvariantId, Finding>>;
  readonly figures: RunEvidence['figures'];
}

/** Judges a run. Pure: the same evidence gives the same verdict. */
export function checkInvariants(run: RunEvidence): Verdict {
  const findings: Record<InvariantId, Finding> = {
    I1: finding('I1', [...acknowledgedOnce(run), ...refusedNowhere(run)]),
    I2: finding('I2', noIdTwice(run)),
    I3: finding('I3', [...wallsShowTheLog(run), ...slowToSettle(run)]),
    I4: finding('I4', everyEventInOrder(run)),
    I5: finding('I5', announcedGaps(run)),
    I6: finding('I6', boundedMemory(run)),
    I7: finding('I7', gatewaysAgree(run)),
    I8: finding('I8', [...everythingSettled(run), ...validRefused(run)]),
  };
  const { fault, engine, seed, figures, allows } = run;
  const holds = brokenBy({ findings, allows }).length === 0;
  return { fault, engine, seed, holds, allows, findings, figures };
}

/** Invariants that do not hold and have to. */
export function brokenBy({ findings, allows }: Pick<Verdict, 'findings' | 'allows'>): InvariantId[] {
  const ids = Object.keys(findings) as InvariantId[];
  return ids.filter((id) => !findings[id].holds && allows[id] === undefined);
}

function finding(id: InvariantId, evidence: readonly string[]): Finding {
  const holds = evidence.length === 0;
  return { holds, words: holds ? INVARIANTS[id] : `not true: ${INVARIANTS[id]}`, evidence };
}

function boundedMemory({ gateways, limits }: RunEvidence): string[] {
  return gateways.flatMap(({ name, peakResidentBytes }) =>
    peakResidentBytes > limits.residentBytes
      ? `${name} reached ${Math.round(peakResidentBytes / 1_048_576)} MB`
      : [],
  );
}

function slowToSettle({ settledMs, limits }: RunEvidence): string[] {
  return settledMs > limits.quietMs
    ? [`walls and gateways needed ${settledMs} ms of quiet, ${limits.quietMs} are allowed`]
    : [];
}

/** Each against a fold that has seen nothing but the final log, so they agree with one another as well. */
function gatewaysAgree({ gateways, log, expectedAt }: RunEvidence): string[] {
  const head = log.entries.at(-1)?.n ?? 0;
  const last = log.entries.findLast(({ feed }) => feed !== 'system')?.n ?? 0;
  return gateways.flatMap(({ name, running, state }) => {
    if (state === null) return running ? `${name} runs, and told no state` : [];
    if (state.n > head) return `${name} stands at ${state.n}, the log ends at ${head}`;
    if (state.n < last) return `${name} stands at ${state.n}, the last event is n ${last}`;
    const { stateHash } = expectedAt(state.n);
    return stateHash === state.stateHash
      ? []
      : `${name} at n ${state.n} has state ${state.stateHash}, the log gives ${stateHash}`;
  });
}

function everythingSettled({ calls, absences, gateways, limits }: RunEvidence): string[] {
  const late = calls.filter(({ gateway, startedAt, ms }) => {
    if (ms !== null && ms <= limits.settleMs) return false;
    const end = startedAt + (ms ?? PATIENCE_MS);
    return !absences.some((away) => {
      const to = away.to ?? Number.POSITIVE_INFINITY;
      return away.gateway === gateway && away.from < end && to > startedAt;
    });
  });
  return [
    ...late.map(
      ({ way, gateway, ms }) =>
        `a ${way} call to ${gateway} ${ms === null ? 'never settled' : `took ${Math.round(ms)} ms`}`,
    ),
    ...gateways.flatMap(({ crashes }) => crashes),
    ...gateways.flatMap(({ name, complaints }) => complaints.map((line) => `${name}: ${line.slice(0, 300)}`)),
  ];
}
