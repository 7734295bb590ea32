import type { AlarmPriority } from '../contract/vocabulary.ts';
import { compareStamps, type Stamp } from './stamp.ts';

/** One statement of the source about the condition; a raise carries its priority and when it runs out by itself. */
export interface LifeMark {
  readonly s: Stamp;
  readonly what: 'raised' | 'returned' | 'cleared';
  readonly at: number;
  /** When the source told it by its own clock, where that is not `at`. */
  readonly toldAt?: number;
  readonly heardAt: number;
  readonly priority?: AlarmPriority;
  readonly expiresAt?: number | null;
}

/** The source gave the alarm another priority, or another time to run out. */
export interface Rank {
  readonly s: Stamp;
  readonly at: number;
  readonly priority?: AlarmPriority;
  readonly expiresAt?: number;
}

/** What a person did about what was known at `n`, never about what came later. */
export interface Press {
  readonly what: 'acked' | 'silenced' | 'reset' | 'shelved';
  readonly n: number;
  readonly at: number;
  readonly by: string;
  readonly heardAt: number;
}

/** All that decides an alarm's life. Instants and lengths are ms. */
export interface AlarmHistory {
  readonly marks: readonly LifeMark[];
  readonly ranks: readonly Rank[];
  readonly presses: readonly Press[];
  /** When its source ended it by reference; a raise after that begins a new episode. */
  readonly referredAt: number | null;
  /** Within which time it is to be acknowledged, by priority. */
  readonly withinMs: Readonly<Record<AlarmPriority, number>>;
  /** How long an acknowledgement holds, by priority. */
  readonly holdsMs: Readonly<Record<AlarmPriority, number>>;
  /** It stays after return and acknowledgement until it is reset. */
  readonly latches: boolean;
  /** From when on a condition has stood too long. */
  readonly staleAfterMs: number;
}

/** The first acknowledgement of an episode, whatever became of it, and by when it was due. */
export interface FirstAck {
  readonly at: number;
  readonly ackBy: number;
}

/** Since when an alarm that waits has been at least this grave. */
export interface Held {
  readonly priority: AlarmPriority;
  readonly at: number;
}

/** Where an episode of an alarm stands; `finishedHeardAt` is when the entry that finished it was received. */
export interface AlarmLife {
  /** The raise with which it began. */
  readonly began: Stamp;
  /** When it runs out by itself; null for never. */
  readonly expiresAt: number | null;
  readonly active: boolean;
  readonly acked: boolean;
  readonly silenced: boolean;
  readonly priority: AlarmPriority;
  readonly raises: number;
  /** Since when the condition stands, or stood last. */
  readonly activeSince: number;
  /** When it had first stood too long; null while it has not. */
  readonly staleAt: number | null;
  readonly raisedAt: number;
  readonly beganHeardAt: number;
  readonly waitingSince: number;
  /** Each priority that its waiting has to answer for, the gravest last. */
  readonly held: readonly Held[];
  readonly ackBy: number;
  /** Priority that the person saw who shelved it last; null while none did, and from when it became graver than that. */
  readonly shelvedAs: AlarmPriority | null;
  /** When it became graver than it was when it was shelved last; null while it has not. */
  readonly unshelvedAt: number | null;
  /** Over by the numbers of its source, but raised later by its clock, and nobody had seen it. */
  readonly renumbered: boolean;
  readonly ackedAt: number | null;
  readonly ackedBy: string | null;
  readonly ackUntil: number | null;
  readonly firstAck: FirstAck | null;
  readonly returnedAt: number | null;
  readonly clearedAt: number | null;
  readonly finishedAt: number | null;
  readonly finishedHeardAt: number | null;
}

type Ranked = Pick<Required<Rank>, 'priority' | 'at'>;
type Step = LifeMark | (Rank & { readonly what: 'ranked' });

/**
 * The episodes of an alarm, oldest first, as they stand at `now`. Plays what the source said in the order of its stamps,
 * each press of a person right after the latest statement that had arrived before it, so that the order in which the
 * source's own statements came makes no difference. An episode begins with a raise when there is none or the last is
 * finished; it is finished when the source clears it, or when it is back to normal and acknowledged (and reset, if it
 * latches). A raise within an episode makes it active again and leaves its beginning and its acknowledgement. An
 * acknowledgement ends when the alarm becomes graver, and after its time while the condition stands; a shelving ends when it
 * becomes graver than it was shelved as, also by a new episode.
 *
 * A source that numbers anew from below breaks the contract, and the numbers go on to decide what stands. But a raise that
 * it tells so is not to be lost: it is an episode of its own, returned, that waits until somebody has seen it.
 */
export function alarmEpisodes(history: AlarmHistory, now: number): readonly AlarmLife[] {
  const astray = history.marks.filter(({ what }) => what === 'raised').filter(isAgainst(history.marks));
  if (astray.length === 0) return played(history, now);
  const ordered = { ...history, marks: history.marks.filter((mark) => !astray.includes(mark)) };
  const { finishedAt = 0 } = played(ordered, now).at(-1) ?? {};
  if (finishedAt === null) return played(ordered, now);
  const unseen = astray.filter(({ at }) => at > finishedAt).sort((a, b) => a.s[2] - b.s[2]);
  const first = unseen[0]?.s[2] ?? Number.POSITIVE_INFINITY;
  const presses = history.presses.filter(({ n }) => n < first);
  return [...played({ ...ordered, presses }, now), ...playedAstray({ ...history, marks: unseen })];
}

/** So much later at least, ms, is no difference of two clocks of one source (our proposal). */
const AGAINST_FROM_MS = 600_000;

/** Told by the clock of its source well after what that numbers later. */
function isAgainst(marks: readonly LifeMark[]): (raise: LifeMark) => boolean {
  return (raise) =>
    raise.s[1] >= 0 &&
    marks.some(
      (each) =>
        each !== raise &&
        each.s[0] === raise.s[0] &&
        each.s[1] >= raise.s[1] &&
        saidAt(raise) - saidAt(each) >= AGAINST_FROM_MS,
    );
}

/** The same statement told again? One number that is used again much later is another one. */
export function isRetold(told: LifeMark, { s: [epoch, sequence], ...mark }: LifeMark): boolean {
  const sameNumber = sequence >= 0 && told.s[0] === epoch && told.s[1] === sequence;
  return sameNumber && Math.abs(saidAt(told) - saidAt({ s: told.s, ...mark })) < AGAINST_FROM_MS;
}

function saidAt({ at, toldAt = at }: LifeMark): number {
  return toldAt;
}

/** Raises that the numbers put behind the end: nobody knows whether their condition stands. */
function playedAstray(history: AlarmHistory): readonly AlarmLife[] {
  const pressesAfter = pressesByStep(history.marks, history.presses);
  const lives: AlarmLife[] = [];
  for (const [index, mark] of history.marks.entries()) {
    const last = lives.at(-1);
    const running = last !== undefined && last.finishedAt === null ? last : null;
    let life: AlarmLife =
      running === null
        ? { ...begun(mark, history.withinMs), active: false, returnedAt: mark.at, renumbered: true }
        : { ...raisedAgain(running, mark, history), active: false, returnedAt: mark.at };
    for (const press of pressesAfter.get(index) ?? []) life = afterPress(life, press, history);
    if (running === null) lives.push(life);
    else lives[lives.length - 1] = life;
  }
  return lives;
}

function played(history: AlarmHistory, now: number): readonly AlarmLife[] {
  const steps = stepsOf(history);
  const pressesAfter = pressesByStep(steps, history.presses);
  const former: AlarmLife[] = [];
  let life: AlarmLife | null = null;
  for (const [index, step] of steps.entries()) {
    const until: AlarmLife | null = life === null ? null : passed(life, history, step.at);
    life = afterStep(until, step, history);
    if (until !== null && until.began !== life?.began) former.push(until);
    for (const press of pressesAfter.get(index) ?? []) {
      if (life !== null) life = afterPress(passed(life, history, press.at), press, history);
    }
  }
  return life === null ? former : [...former, passed(life, history, now)];
}

function stepsOf({ marks, ranks }: AlarmHistory): readonly Step[] {
  if (ranks.length === 0) return marks;
  const ranked = ranks.map((rank): Step => ({ ...rank, what: 'ranked' }));
  return dated([...marks, ...ranked].sort((a, b) => compareStamps(a.s, b.s)));
}

/** Each raise with the last word on when it runs out: its own, or that of the updates before the next raise. */
function dated(steps: readonly Step[]): readonly Step[] {
  let told: number | undefined;
  const backwards = steps.toReversed().map((step): Step => {
    if (step.what === 'ranked') told ??= step.expiresAt;
    if (step.what !== 'raised') return step;
    const raise = told === undefined ? step : { ...step, expiresAt: told };
    told = undefined;
    return raise;
  });
  return backwards.toReversed();
}

/** The raise itself has fallen out of the kept marks: nobody is told that the condition stands, nor that it was seen. */
export function begunUnseen({ marks, withinMs }: Pick<AlarmHistory, 'marks' | 'withinMs'>): AlarmLife {
  const mark: LifeMark = marks[0] ?? { s: [0, 0, 0], what: 'raised', at: 0, heardAt: 0 };
  return { ...begun(mark, withinMs), active: false, returnedAt: marks.at(-1)?.at ?? null };
}

/** Presses by the index of the last step that had arrived when each came. */
function pressesByStep(
  steps: readonly Pick<Step, 's'>[],
  presses: readonly Press[],
): ReadonlyMap<number, Press[]> {
  const after = new Map<number, Press[]>();
  for (const press of presses) {
    const seen = steps.findLastIndex((step) => step.s[2] < press.n);
    after.set(seen, [...(after.get(seen) ?? []), press]);
  }
  return after;
}

/** What the passing of time until `at` did: the acknowledgement lapses, then the alarm expires. */
function passed(life: AlarmLife, history: AlarmHistory, at: number): AlarmLife {
  if (!life.active || life.finishedAt !== null) return life;
  const expiry = life.expiresAt ?? Number.POSITIVE_INFINITY;
  const lapsing = life.ackUntil !== null && life.ackUntil <= Math.min(at, expiry);
  const aged = agedAt(life, history.staleAfterMs, expiry < life.raisedAt ? at : Math.min(at, expiry));
  const lapsed = lapsing ? unacknowledged(aged, life.ackUntil ?? at, history) : aged;
  if (at < expiry || expiry < lapsed.raisedAt) return lapsed;
  return overAt(lapsed, { at: expiry, heardAt: Math.max(expiry, life.beganHeardAt) }, history.latches);
}

function agedAt(life: AlarmLife, staleAfterMs: number, at: number): AlarmLife {
  const staleAt = life.activeSince + staleAfterMs;
  return life.staleAt === null && staleAt <= at ? { ...life, staleAt } : life;
}

function afterStep(life: AlarmLife | null, step: Step, history: AlarmHistory): AlarmLife | null {
  const { at, what } = step;
  const running = life !== null && life.finishedAt === null && !isReferred(life, at, history);
  if (what === 'raised') return running ? raisedAgain(life, step, history) : begunAfter(life, step, history);
  if (!running) return life;
  if (what === 'ranked')
    return step.priority === undefined ? life : ranked(life, { ...step, priority: step.priority }, history);
  if (what === 'cleared') return finished({ ...life, active: false, clearedAt: at, ackUntil: null }, step);
  return overAt(life, step, history.latches);
}

/** Ended by reference between its beginning and `at`. */
function isReferred({ raisedAt }: AlarmLife, at: number, { referredAt }: AlarmHistory): boolean {
  return referredAt !== null && raisedAt <= referredAt && referredAt < at;
}

function raisedAgain(life: AlarmLife, mark: LifeMark, history: AlarmHistory): AlarmLife {
  const activeSince = life.active ? life.activeSince : mark.at;
  const expiresAt = mark.expiresAt ?? null;
  const again = { ...life, active: true, activeSince, returnedAt: null, raises: life.raises + 1, expiresAt };
  return mark.priority === undefined ? again : ranked(again, { ...mark, priority: mark.priority }, history);
}

function ranked(life: AlarmLife, rank: Ranked, history: AlarmHistory): AlarmLife {
  const { priority, at } = rank;
  const graver = priority < life.priority;
  const next = { ...life, priority, ...shelvingPast(life, rank) };
  if (graver && life.acked) return unacknowledged(next, at, history);
  const silenced = life.silenced && !graver;
  return life.acked ? { ...next, silenced } : { ...next, silenced, ...targetPast(life, rank, history) };
}

/** A shelving is for what the person saw, and nothing graver (decisions D8). */
function shelvingPast(
  { shelvedAs, unshelvedAt }: AlarmLife,
  { priority, at }: Ranked,
): Pick<AlarmLife, 'shelvedAs' | 'unshelvedAt'> {
  const ends = shelvedAs !== null && priority < shelvedAs;
  return ends ? { shelvedAs: null, unshelvedAt: at } : { shelvedAs, unshelvedAt };
}

/**
 * The target of what waits, at another priority. Who is asked to be quicker is so from then on, and no one is late for what
 * was not yet asked; what is less grave again has the time of its priority from when it was at least that grave. A target
 * that had been missed before stays missed.
 */
function targetPast(
  life: AlarmLife,
  { priority, at }: Ranked,
  { withinMs }: AlarmHistory,
): Pick<AlarmLife, 'held' | 'ackBy'> {
  const since = life.held.find((each) => each.priority <= priority)?.at ?? Math.max(at, life.waitingSince);
  const held = [...life.held.filter((each) => each.priority > priority), { priority, at: since }];
  const target = Math.min(...held.map((each) => each.at + withinMs[each.priority]));
  return { held, ackBy: at > life.ackBy ? life.ackBy : target };
}

function unacknowledged(life: AlarmLife, at: number, { withinMs }: AlarmHistory): AlarmLife {
  return {
    ...life,
    acked: false,
    ackedAt: null,
    ackedBy: null,
    ackUntil: null,
    silenced: false,
    ...waitingFrom(at, life.priority, withinMs),
  };
}

function waitingFrom(
  at: number,
  priority: AlarmPriority,
  withinMs: AlarmHistory['withinMs'],
): Pick<AlarmLife, 'waitingSince' | 'held' | 'ackBy'> {
  return { waitingSince: at, held: [{ priority, at }], ackBy: at + withinMs[priority] };
}

interface Ending {
  readonly at: number;
  readonly heardAt: number;
}

function overAt(life: AlarmLife, by: Ending, latches: boolean): AlarmLife {
  const returned = { ...life, active: false, returnedAt: by.at, ackUntil: null };
  return life.acked && !latches ? finished(returned, by) : returned;
}

function afterPress(life: AlarmLife, press: Press, { holdsMs, latches }: AlarmHistory): AlarmLife {
  if (press.what === 'shelved') return { ...life, shelvedAs: life.priority, unshelvedAt: null };
  if (life.finishedAt !== null)
    return press.what === 'acked' && !life.acked ? acked(life, press, null) : life;
  if (press.what === 'silenced') return life.acked ? life : { ...life, silenced: true };
  if (press.what === 'reset') return life.acked && !life.active ? finished(life, press) : life;
  if (life.acked) return life;
  if (life.active) return acked(life, press, press.at + holdsMs[life.priority]);
  const seen = acked(life, press, null);
  return latches ? seen : finished(seen, press);
}

function acked(life: AlarmLife, { at, by }: Press, ackUntil: number | null): AlarmLife {
  const firstAck = life.firstAck ?? { at, ackBy: life.ackBy };
  return { ...life, acked: true, ackedAt: at, ackedBy: by, ackUntil, firstAck, silenced: false };
}

function begunAfter(former: AlarmLife | null, mark: LifeMark, { withinMs }: AlarmHistory): AlarmLife {
  const life = begun(mark, withinMs);
  return former === null ? life : { ...life, ...shelvingPast(former, { ...mark, priority: life.priority }) };
}

function begun(
  { s, at, heardAt, priority = 'P4', expiresAt = null }: LifeMark,
  withinMs: AlarmHistory['withinMs'],
): AlarmLife {
  return {
    began: s,
    expiresAt,
    active: true,
    acked: false,
    silenced: false,
    priority,
    raises: 1,
    activeSince: at,
    staleAt: null,
    raisedAt: at,
    beganHeardAt: heardAt,
    ...waitingFrom(at, priority, withinMs),
    shelvedAs: null,
    unshelvedAt: null,
    renumbered: false,
    ackedAt: null,
    ackedBy: null,
    ackUntil: null,
    firstAck: null,
    returnedAt: null,
    clearedAt: null,
    finishedAt: null,
    finishedHeardAt: null,
  };
}

function finished(life: AlarmLife, { at, heardAt }: Ending): AlarmLife {
  return { ...life, finishedAt: at, finishedHeardAt: heardAt, silenced: false };
}
