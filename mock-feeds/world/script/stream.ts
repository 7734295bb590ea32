import { createHash } from 'node:crypto';
import type { Command, Reality } from '../../../gateway/contract/index.ts';
import { rounded } from '../geo.ts';
import { type FindHolder, findHolders } from '../holders.ts';
import type { TimedCommand } from '../officers.ts';
import { draws } from '../rng.ts';
import { cellAddress, type Site, type Sites } from '../sites.ts';
import { bySending, eventOf, type Timed, type WorldBasis } from '../stream.ts';
import { type Calendar, MINUTE, SECOND } from '../time.ts';
import { type ScriptPicture, scriptPicture } from './picture.ts';
import { isCommandType, type Script, type Step } from './schema.ts';

type Kind = Script['things'][string]['kind'];

const PREFIX: Readonly<Record<Kind, string>> = { case: 'SX', alarm: 'GJ', video: 'XS' };
/** Numbers that no drawn thing of a day reaches. */
const FIRST_NUMBER = 901;

/** What the scripts of a scenario say, and what seats do in them. */
export interface Scripted {
  /** Everything that is told by one feed. */
  events(kind: Kind, from: number, to: number): Timed[];
  commands(from: number, to: number): TimedCommand[];
  picture(hash: string): Uint8Array | null;
}

interface Thing {
  readonly kind: Kind;
  readonly id: string;
  readonly site: Site;
}

interface Told {
  readonly kind: Kind;
  readonly timed: Timed;
}

function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

/** The beginning of a script, epoch milliseconds. */
function beginOf({ begins }: Script, calendar: Calendar, startMs: number): number {
  if ('afterS' in begins) return startMs + begins.afterS * SECOND;
  let day = calendar.dayOf(startMs);
  const at = () => calendar.startOf(day) + minuteOf(begins.at) * MINUTE;
  while (at() < startMs || !calendar.isWorkday(day)) day += 1;
  return at();
}

function instantOf({ when }: Step, calendar: Calendar, begin: number): number {
  if (typeof when === 'number') return begin + when * SECOND;
  const [days, clock] = when.startsWith('+') ? when.slice(1).split(' ') : ['0', when];
  return calendar.afterWorkdays(calendar.dayOf(begin), Number(days), minuteOf(clock ?? ''));
}

function siteOf(sites: Sites, key: string, stands: Script['things'][string]['stands'], seed: number): Site {
  const draw = draws(seed, 'script', key);
  if (stands === 'village') return sites.inCell(draw);
  return stands === 'road' ? sites.onRoad(draw) : sites.atPlace(draw, stands);
}

interface Numbering {
  readonly day: number;
  /** Number of the first thing. */
  readonly first: number;
}

function thingsOf({ things, id }: Script, basis: WorldBasis, sites: Sites, { day, first }: Numbering) {
  const named = Object.entries(things).map(([name, { kind, stands }], i): [string, Thing] => {
    const number = `${PREFIX[kind]}${basis.calendar.code(day)}-${first + i}`;
    return [name, { kind, id: number, site: siteOf(sites, `${id}|${name}`, stands, basis.seed) }];
  });
  return new Map(named);
}

const RAISING: ReadonlySet<string> = new Set(['case.received', 'alarm.raised', 'video.lead_raised']);

function placed({ kind, site }: Thing): Record<string, unknown> {
  const address = kind === 'video' ? cellAddress(site.cell) : site.address;
  return { location: rounded(site.at), address };
}

/** Hands out hashes of pictures and keeps the bytes. */
function album() {
  const hashes = new Map<ScriptPicture, string>();
  const bytes = new Map<string, Uint8Array>();
  return {
    hashOf(name: ScriptPicture): string {
      const known = hashes.get(name);
      if (known !== undefined) return known;
      const picture = scriptPicture(name);
      const hash = createHash('sha256').update(picture).digest('hex');
      hashes.set(name, hash);
      bytes.set(hash, picture);
      return hash;
    },
    picture: (hash: string) => bytes.get(hash) ?? null,
  };
}

interface Telling {
  readonly basis: WorldBasis;
  readonly holderOf: FindHolder;
  readonly begin: number;
  readonly hashOf: (name: ScriptPicture) => string;
}

function dataOf({ basis: { calendar }, holderOf, begin, hashOf }: Telling, thing: Thing, step: Step) {
  const { holder, due, photos } = step;
  const day = calendar.dayOf(begin);
  return {
    ...(RAISING.has(step.type) ? placed(thing) : {}),
    ...step.data,
    ...(holder === undefined ? {} : { holder: holder === null ? null : holderOf(holder, thing.site.cell) }),
    ...(due === undefined
      ? {}
      : { dueAt: calendar.iso(calendar.afterWorkdays(day, due.workdays, minuteOf(due.at))) }),
    ...(photos === undefined ? {} : { photos: photos.map(hashOf) }),
  };
}

function thingOf(things: ReadonlyMap<string, Thing>, { of }: Step, script: Script): Thing {
  const thing = things.get(of);
  if (thing === undefined) throw new Error(`脚本 ${script.id}: things 中没有“${of}”`);
  return thing;
}

function play(script: Script, telling: Telling, things: ReadonlyMap<string, Thing>) {
  const { basis, begin } = telling;
  const events: Told[] = [];
  const commands: TimedCommand[] = [];
  const spoken = new Map<string, number>();
  const reality: Reality | undefined = script.reality;
  const steps = script.steps
    .map((step) => ({ step, at: instantOf(step, basis.calendar, begin) }))
    .sort((a, b) => a.at - b.at);
  for (const [i, { step, at }] of steps.entries()) {
    const thing = thingOf(things, step, script);
    const { kind, id: subject } = thing;
    const data = dataOf(telling, thing, step);
    if (isCommandType(step.type)) {
      const by = { seat: basis.scenario.officers.seats[0] ?? '1号席', role: 'duty_officer' };
      const id = `${basis.tag}-script-${script.id}-${i}`;
      const command: Command = { id, type: step.type, subject: `${kind}:${subject}`, by, data };
      commands.push({ at, command });
      continue;
    }
    const sequence = (spoken.get(subject) ?? 0) + 1;
    spoken.set(subject, sequence);
    const said = { feed: kind, type: step.type, id: `${subject}-${sequence}`, subject, at, sequence, data };
    events.push({ kind, timed: { at, event: eventOf(basis, said, reality) } });
  }
  return { events, commands };
}

/** Plays the scripts of the scenario: all their events and commands follow from the start instant and the seed. */
export function scriptsOf(basis: WorldBasis, sites: Sites): Scripted {
  const { scenario, calendar, startMs } = basis;
  const holderOf = findHolders(basis.pack);
  const { hashOf, picture } = album();
  let number = FIRST_NUMBER;
  const played = scenario.scripts.map((script) => {
    const begin = beginOf(script, calendar, startMs);
    const things = thingsOf(script, basis, sites, { day: calendar.dayOf(begin), first: number });
    number += things.size;
    return play(script, { basis, holderOf, begin, hashOf }, things);
  });
  const events = played.flatMap((one) => one.events);
  const commands = played.flatMap((one) => one.commands);
  const within = (from: number, to: number) => (one: { readonly at: number }) =>
    one.at >= from && one.at < to;
  return {
    events: (kind, from, to) =>
      events
        .filter((told) => told.kind === kind)
        .map(({ timed }) => timed)
        .filter(within(from, to))
        .sort(bySending),
    commands: (from, to) => commands.filter(within(from, to)),
    picture,
  };
}
