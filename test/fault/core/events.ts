import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import type { Random } from './random.ts';

/**
 * The generator: a small town of items, alarms, terminals and video leads, told event by event. Ids, subjects, order and
 * contents follow from the seed alone; only `time` is the present. An event is made once and sent again as it is.
 */
export interface EventSource {
  next(): CloudEvent;
  /** A position report of one of the terminals, for floods. */
  position(): CloudEvent;
  /** A new alarm. */
  alarm(): CloudEvent;
}

export interface EventSourceOptions {
  readonly random: Random;
  /** Name of the producer: part of `source`, so that several sources never share an id. */
  readonly name: string;
  /** @default 40 */
  readonly terminals?: number;
  /** Largest number of items and of alarms that are open at once. @default 60 */
  readonly open?: number;
  readonly now?: () => number;
}

type Step = readonly [type: string, data: Record<string, unknown>];
interface Life {
  readonly subject: string;
  sequence: number;
  readonly steps: Step[];
}

const CASE_KINDS = ['FACILITY', 'DISPUTE', 'HAZARD', 'APPEAL'] as const;

export function createEventSource(options: EventSourceOptions): EventSource {
  const { random, name, terminals = 40, open = 60, now = Date.now } = options;
  const source = `urn:yitu:fault:${name}`;
  const lives: Life[] = [];
  const sequences = new Map<string, number>();
  let counter = 0;
  let begun = 0;

  const place = () => ({
    location: { lng: 103.7 + random.int(0, 200) / 1_000, lat: 25.5 + random.int(0, 200) / 1_000 },
  });

  const event = (subject: string, [type, data]: Step, sequence: number): CloudEvent => {
    counter += 1;
    const time = new Date(now()).toISOString();
    return { specversion: '1.0', id: `${name}-${counter}`, source, type, subject, time, sequence, data };
  };

  const begin = (kind: 'case' | 'alarm'): Life => {
    begun += 1;
    const subject = `${name}-${kind}-${begun}`;
    const steps = kind === 'case' ? caseLife(random, subject, place) : alarmLife(random, subject, place);
    const life = { subject, sequence: 0, steps };
    lives.push(life);
    return life;
  };

  const step = (life: Life): CloudEvent => {
    const next = life.steps.shift();
    if (life.steps.length === 0) lives.splice(lives.indexOf(life), 1);
    if (next === undefined) throw new RangeError(`${life.subject} has nothing left to tell`);
    life.sequence += 1;
    return event(life.subject, next, life.sequence);
  };

  const position = () => {
    const subject = `${name}-T${random.int(1, terminals)}`;
    const sequence = (sequences.get(subject) ?? 0) + 1;
    sequences.set(subject, sequence);
    return event(subject, ['terminal.located', { ...place(), intervalS: 600 }], sequence);
  };

  const lead = () => {
    begun += 1;
    const data = {
      type: 'GARBAGE',
      title: `垃圾堆积 ${begun}`,
      confidence: random.int(50, 99) / 100,
      ...place(),
    };
    return event(`${name}-lead-${begun}`, ['video.lead_raised', data], 1);
  };

  return {
    position,
    alarm: () => step(begin('alarm')),
    next() {
      const draw = random.next();
      if (draw < 0.3) return position();
      if (draw < 0.34) return lead();
      const fresh = lives.length < open && random.chance(0.45);
      if (fresh || lives.length === 0) return step(begin(random.chance(0.6) ? 'case' : 'alarm'));
      return step(random.pick(lives));
    },
  };
}

type PlaceMaker = () => { readonly location: { readonly lng: number; readonly lat: number } };

/** Some lives end, some stay open. */
function caseLife(random: Random, subject: string, place: PlaceMaker): Step[] {
  const kind = random.pick(CASE_KINDS);
  const steps: Step[] = [
    ['case.received', { title: `事项 ${subject}`, kind, channel: 'GRID_APP', ...place() }],
    ['case.dispatched', { holder: `责任单位 ${random.int(1, 9)}` }],
    ['case.started', {}],
    ['case.progressed', { note: `进展 ${random.int(1, 99)}` }],
    ['case.fedback', {}],
    ['case.closed', { outcome: 'RESOLVED' }],
    ['case.reopened', { reason: '复核未通过' }],
    ['case.closed', { outcome: 'RESOLVED' }],
  ];
  return steps.slice(0, random.int(1, steps.length));
}

function alarmLife(random: Random, subject: string, place: PlaceMaker): Step[] {
  const priority = random.pick(['P1', 'P2', 'P3', 'P4'] as const);
  const reading = () => ({ value: random.int(20, 90), limit: 20, unit: '%LEL' });
  const steps: Step[] = [
    ['alarm.raised', { type: 'GAS', priority, title: `可燃气体 ${subject}`, reading: reading(), ...place() }],
    ['alarm.updated', { reading: reading() }],
    ['alarm.returned', {}],
    ['alarm.raised', { type: 'GAS', priority, title: `可燃气体 ${subject}`, reading: reading(), ...place() }],
    ['alarm.cleared', {}],
  ];
  return steps.slice(0, random.int(1, steps.length));
}
