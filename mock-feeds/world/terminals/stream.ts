import { rounded } from '../geo.ts';
import { unitHash } from '../rng.ts';
import type { Sites } from '../sites.ts';
import { bySending, eventOf, type Stream, type Timed, type WorldBasis } from '../stream.ts';
import { MINUTE, SECOND } from '../time.ts';
import { cutOffsOf } from './cut-off.ts';
import { fleetOf, type Terminal } from './fleet.ts';
import { type HelpCall, helpCallsOf } from './help.ts';
import { type Duty, shiftsOf } from './shift.ts';
import { walksOf } from './walk.ts';

/** A terminal that nobody hears is unheard for this long. */
const DROPOUT = 15 * MINUTE;
/** Share of the interval by which a report may come early or late. */
const JITTER = 0.2;
/** The fleet reports in within this time before the start. */
const REPORTING_IN = MINUTE;
/** Positions before the start are told for about one interval. */
const FIRST_FIXES = 48 * SECOND;

/** Odd milliseconds are for status, even ones for positions: no two reports of one terminal share an instant. */
const odd = (at: number) => Math.floor(at / 2) * 2 + 1;

export interface TerminalWorld extends Stream {
  readonly fleet: readonly Terminal[];
  /** Only the changes of duty and the calls for help of a span: what is left of a gap whose positions nobody needs any more. */
  changes(from: number, to: number): Timed[];
  /** Is the terminal with this number on duty? */
  onDuty(terminal: number, at: number): boolean;
  /** Emergency keys pressed on one local day. */
  helpCalls(day: number): readonly HelpCall[];
}

/**
 * Patrol terminals: on and off duty, and a position every 30 to 60 s while on duty. There is no history of positions;
 * before the start each terminal tells its status and, if on duty, where it is.
 */
export function terminalStream(basis: WorldBasis, sites: Sites): TerminalWorld {
  const { seed, calendar, pack, startMs } = basis;
  const rules = basis.scenario.terminals;
  const fleet = fleetOf(seed, pack, rules);
  const shifts = shiftsOf(seed, calendar, rules);
  const fixOf = walksOf(seed, sites);
  const since = startMs - FIRST_FIXES - REPORTING_IN;
  const isCutOff = cutOffsOf(basis);
  const help = helpCallsOf(basis, fleet, shifts.onDuty);

  const say = (
    terminal: Terminal,
    at: number,
    what: 'located' | 'status_changed' | 'sos_raised',
    data: Record<string, unknown>,
  ): Timed => {
    const type = `terminal.${what}` as const;
    const id = `${terminal.id}-${at.toString(36)}`;
    const sequence = at - since + 1;
    const said = { feed: 'terminal', type, id, subject: terminal.id, at, sequence, data } as const;
    return { at, event: eventOf(basis, terminal.bike ? { ...said, platform: 'bike' } : said) };
  };

  const status = (terminal: Terminal, at: number, duty: Duty | null): Timed => {
    const { name, unit, home, intervalMs } = terminal;
    const battery = duty === null ? 100 : shifts.battery(terminal.n, duty, at);
    return say(terminal, at, 'status_changed', {
      name,
      ...(unit === null ? {} : { unit }),
      area: home.id,
      online: duty !== null,
      onDuty: duty !== null,
      battery,
      intervalS: intervalMs / SECOND,
    });
  };

  const located = (terminal: Terminal, at: number, duty: Duty): Timed => {
    const { at: point, headingDeg, speedKmh, accuracyM } = fixOf(terminal, duty, at);
    return say(terminal, at, 'located', {
      location: { ...rounded(point), accuracyM },
      speedKmh,
      headingDeg,
      battery: shifts.battery(terminal.n, duty, at),
      intervalS: terminal.intervalMs / SECOND,
    });
  };

  const isUnheard = (terminal: Terminal, at: number) =>
    unitHash(seed + 31, terminal.n, Math.floor(at / DROPOUT)) < rules.dropoutShare || isCutOff(terminal, at);

  /** Reports of one duty: the k-th of all times, early or late by a fifth of the interval. */
  const reports = (terminal: Terminal, duty: Duty, from: number, to: number): Timed[] => {
    const { intervalMs, phaseMs, n } = terminal;
    const out: Timed[] = [];
    const [first, last] = [Math.max(from, duty.startAt + SECOND), Math.min(to, duty.endAt)];
    const swing = JITTER * intervalMs;
    for (
      let k = Math.floor((first - phaseMs - swing) / intervalMs);
      k * intervalMs + phaseMs - swing < last;
      k += 1
    ) {
      const late = (unitHash(seed + 32, n, k) - 0.5) * 2 * swing;
      const at = Math.floor((k * intervalMs + phaseMs + late) / 2) * 2;
      if (at >= first && at < last && !isUnheard(terminal, at)) out.push(located(terminal, at, duty));
    }
    return out;
  };

  const changes = (terminal: Terminal, duty: Duty, from: number, to: number): Timed[] => {
    const [on, off] = [odd(duty.startAt), odd(duty.endAt)];
    return [
      ...(on >= from && on < to ? [status(terminal, on, duty)] : []),
      ...(off >= from && off < to ? [status(terminal, off, null)] : []),
    ];
  };

  const reportingIn = (terminal: Terminal, from: number, to: number): Timed[] => {
    const at = odd(since + (terminal.n * REPORTING_IN) / (fleet.length + 1));
    if (at < from || at >= to) return [];
    return [status(terminal, at, shifts.between(terminal.n, at, at + 1)[0] ?? null)];
  };

  const changesOf = (terminal: Terminal, from: number, to: number): Timed[] =>
    shifts.between(terminal.n, from - SECOND, to).flatMap((duty) => changes(terminal, duty, from, to));

  const live = (terminal: Terminal, from: number, to: number): Timed[] =>
    shifts
      .between(terminal.n, from - SECOND, to)
      .flatMap((duty) => [...changes(terminal, duty, from, to), ...reports(terminal, duty, from, to)]);

  const calls = (from: number, to: number): Timed[] =>
    help.between(from, to).map(({ terminal, at }) => say(terminal, at, 'sos_raised', {}));

  return {
    since,
    fleet,
    onDuty: shifts.onDuty,
    helpCalls: help.ofDay,
    changes: (from, to) =>
      [...fleet.flatMap((one) => changesOf(one, from, to)), ...calls(from, to)].sort(bySending),
    events: (from, to) => {
      const begin = Math.max(from, since + REPORTING_IN);
      const told = fleet.flatMap((terminal) => [
        ...(from < begin ? reportingIn(terminal, from, to) : []),
        ...(begin < to ? live(terminal, begin, to) : []),
      ]);
      return [...told, ...calls(begin, to)].sort(bySending);
    },
  };
}
