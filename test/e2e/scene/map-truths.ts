import type { Page } from 'playwright-core';
import { isAnnounced } from '../../../gateway/contract/alarms.ts';
import type {
  AlarmEntity,
  CaseEntity,
  KpiEntity,
  TerminalEntity,
  VideoEntity,
} from '../../../gateway/contract/entities.ts';
import type { StateReply } from '../../../gateway/contract/state-reply.ts';
import { FINAL_CASE_STATES, SCREEN_KIND_OF } from '../../../gateway/contract/vocabulary.ts';

/** What a map of the page has drawn: lines `picture set:id`, `step source:area` and `number look`. */
interface MapTold {
  readonly marks: readonly string[];
  readonly tint: readonly string[];
  readonly dots: readonly string[];
}

/** A mark, with the number beside it; 1 without one. */
interface DrawnMark {
  readonly icon: string;
  readonly id: string;
  readonly least: number;
  readonly most: number;
}

/** What must stand on the map: the picture of each entity by its id. */
type Wanted = ReadonlyMap<string, string>;

interface Entities {
  readonly items: readonly CaseEntity[];
  readonly alarms: readonly AlarmEntity[];
  readonly terminals: readonly TerminalEntity[];
  readonly leads: readonly VideoEntity[];
}

/** Least number of open items of a village for each step of the ground's tint, as the legend writes them. */
const STEPS = [1, 3, 6, 10];
/** A number with a `+` stands for as many as this or more, up to the next: the last has no next. */
const ROUND = [20, 25, 30, 40, 50, 60, 80, 99, Number.POSITIVE_INFINITY];
const PICTURES = { HIGH: 'high', MEDIUM: 'medium', LOW: 'low', UNDETERMINED: 'undetermined' } as const;
/** Pictures that a number may stand beside, the gravest first: a mark of several has that of its gravest member. */
const JOINED = ['medium', 'low', 'undetermined', 'facility'];
/** Dots of terminals by their state. */
const FAR_LOOKS = { BUSY: 'busy', STALE: 'stale' } as const;
const NEAR_LOOKS = { ONLINE: 'online', LOW_BATTERY: 'online' } as const;
/** What comes from the region pack or from a choice, not from an event. */
const STANDING = ['resource', 'camera', 'focus', 'track'];

/** Runs in the page. */
function read(map: string): MapTold {
  const host = document.querySelector<HTMLElement>(map);
  const lines = (selector: string, name: string): string[] => {
    const told = host?.querySelector<HTMLElement>(selector)?.dataset[name] ?? '';
    return told === '' ? [] : told.split('\n');
  };
  return {
    marks: lines('[data-marks]', 'marks'),
    tint: lines('[data-tint]', 'tint'),
    dots: lines('[data-dots]', 'dots'),
  };
}

/** Entities of the interface as the page holds them; instants differ in form, and none is read here. */
function entitiesOf({ entities }: StateReply): Entities {
  const { case: items, alarm, terminal, video } = entities as unknown as Record<string, readonly unknown[]>;
  return {
    items: items as readonly CaseEntity[],
    alarms: alarm as readonly AlarmEntity[],
    terminals: terminal as readonly TerminalEntity[],
    leads: video as readonly VideoEntity[],
  };
}

const isGhost = ({ reality }: { readonly reality: string }) => reality === 'exercise' || reality === 'test';
const isInside = ({ flags }: { readonly flags: readonly string[] }) => !flags.includes('outside_region');
const isOpen = ({ state }: CaseEntity) => !FINAL_CASE_STATES.includes(state);

/** Facilities and hazards stand at their point, the others anywhere in their village or street (decisions D10). */
function isPlaced({ kind, location, village, street }: CaseEntity): boolean {
  return location !== null || (SCREEN_KIND_OF[kind] !== 'HAZARDS' && (village ?? street) !== null);
}

function wantedItems(items: readonly CaseEntity[]): Wanted {
  return new Map(
    items
      .filter((item) => isOpen(item) && isInside(item) && isPlaced(item))
      .map((item) => {
        const picture = item.level === null ? 'facility' : PICTURES[item.level];
        return [item.id, isGhost(item) ? `${picture}-ghost` : picture];
      }),
  );
}

function wantedAlarms(alarms: readonly AlarmEntity[]): Wanted {
  const stand = alarms.filter((one) => isAnnounced(one) && isInside(one) && one.location !== null);
  const look = (one: AlarmEntity): string => (one.acked ? '-acked' : '');
  return new Map(
    stand.map((one) => [one.id, `${one.priority.toLowerCase()}${isGhost(one) ? '-ghost' : look(one)}`]),
  );
}

function wantedLeads(leads: readonly VideoEntity[]): Wanted {
  const stand = leads.filter((one) => one.state === 'LEAD' && isInside(one) && one.location !== null);
  return new Map(stand.map((one) => [one.id, isGhost(one) ? 'lead-ghost' : 'lead']));
}

function wantedCalls(terminals: readonly TerminalEntity[]): Wanted {
  const stand = terminals.filter((one) => one.sosAt !== null && isInside(one) && one.location !== null);
  return new Map(stand.map((one) => [one.id, isGhost(one) ? 'sos-ghost' : 'sos']));
}

/** Marks of one set: a number is told as a picture of its own with the id of the mark that it stands beside. */
function drawnIn(marks: readonly string[], set: string): readonly DrawnMark[] {
  const own = marks.flatMap((line) => {
    const [, icon = '', of = '', id = ''] = /^(\S+) ([^:]+):(.*)$/s.exec(line) ?? [];
    return of === set ? [{ icon, id }] : [];
  });
  const counts = new Map(
    own.flatMap(({ icon, id }) => (icon.startsWith('count-') ? [[id, icon.slice('count-'.length)]] : [])),
  );
  return own
    .filter(({ icon }) => !icon.startsWith('count-'))
    .map(({ icon, id }) => {
      const count = counts.get(id) ?? '1';
      const least = Number.parseInt(count, 10);
      const most = count.endsWith('+') ? (ROUND[ROUND.indexOf(least) + 1] ?? least) : least;
      return { icon, id, least, most };
    });
}

function isAlone({ most }: DrawnMark): boolean {
  return most === 1;
}

/** A mark that stands alone is of something that has this look; nothing stands twice. */
function strangers(set: string, drawn: readonly DrawnMark[], wanted: Wanted): string[] {
  const alone = drawn.filter(isAlone);
  const ids = new Set(alone.map(({ id }) => id));
  return [
    ...(ids.size === alone.length ? [] : [`${set}: something stands twice`]),
    ...alone
      .filter(({ id, icon }) => wanted.get(id) !== icon)
      .map(({ id, icon }) => `${set}: ${id} is drawn as ${icon}, not ${wanted.get(id) ?? 'at all'}`),
  ];
}

/** All that has some look is drawn, alone or in a number. */
function missing(set: string, drawn: readonly DrawnMark[], wanted: number): string[] {
  const sum = (of: 'least' | 'most') => drawn.reduce((total, mark) => total + mark[of], 0);
  return sum('least') <= wanted && wanted <= sum('most')
    ? []
    : [`${set}: ${sum('least')} to ${sum('most')} are drawn of ${wanted}`];
}

/** A high risk and an exercise are never in a number with others: those that look the same may be one with their number. */
function itemFaults(drawn: readonly DrawnMark[], wanted: Wanted): string[] {
  const mixes = (icon: string): boolean => JOINED.includes(icon);
  const heaps = drawn.filter((mark) => !isAlone(mark) && mixes(mark.icon));
  const alone = new Set(drawn.filter(isAlone).map(({ id }) => id));
  const joined = [...wanted].flatMap(([id, icon]) => (alone.has(id) || !mixes(icon) ? [] : [icon]));
  const worst = (icon: string) => heaps.filter((heap) => heap.icon === icon).length;
  return [
    ...strangers('case', drawn, wanted),
    ...missing('case', drawn, wanted.size),
    ...lookFaults(
      'case',
      drawn.filter(({ icon }) => !mixes(icon)),
      new Map([...wanted].filter(([, icon]) => !mixes(icon))),
    ),
    // Each number has the look of its gravest member, so that there are no more of a look than members that have it.
    ...JOINED.filter((icon) => worst(icon) > joined.filter((one) => one === icon).length).map(
      (icon) => `case: more numbers look ${icon} than items that they could stand for`,
    ),
    ...[joined.find((icon) => icon === JOINED[0])]
      .filter((icon) => icon !== undefined && worst(icon) === 0)
      .map((icon) => `case: no number looks ${icon}`),
  ];
}

/** Of each look as many as there are, alone or in numbers of that look. */
function lookFaults(set: string, drawn: readonly DrawnMark[], wanted: Wanted): string[] {
  const looks = new Set([...wanted.values(), ...drawn.map(({ icon }) => icon)]);
  return [...looks].flatMap((look) =>
    missing(
      `${set} ${look}`,
      drawn.filter(({ icon }) => icon === look),
      [...wanted.values()].filter((icon) => icon === look).length,
    ),
  );
}

/** Alarms that look the same may be one with their number: none is folded into another look. */
function alarmFaults(drawn: readonly DrawnMark[], wanted: Wanted): string[] {
  return [...strangers('alarm', drawn, wanted), ...lookFaults('alarm', drawn, wanted)];
}

function exactFaults(set: string, drawn: readonly DrawnMark[], wanted: Wanted): string[] {
  return [...strangers(set, drawn, wanted), ...missing(set, drawn, wanted.size)];
}

/** Tints of the villages by their open items, counted here from the items themselves. */
function tintFaults(tint: readonly string[], items: readonly CaseEntity[]): string[] {
  const counts = new Map<string, number>();
  for (const item of items)
    if (isOpen(item) && !isGhost(item) && item.village !== null)
      counts.set(item.village, (counts.get(item.village) ?? 0) + 1);
  const step = (count: number) => STEPS.filter((least) => count >= least).length;
  const wanted = [...counts].map(([village, count]) => `${step(count)} villages:${village}`);
  return [
    ...wanted.filter((line) => !tint.includes(line)).map((line) => `tint: not ${line}`),
    ...tint.filter((line) => !wanted.includes(line)).map((line) => `tint: but ${line}`),
  ];
}

/** From afar the terminals on dispatch and the stale ones alone are dots, from nearby all on duty (decisions D9). */
function dotFaults(dots: readonly string[], terminals: readonly TerminalEntity[], isNear: boolean): string[] {
  const counts = new Map<string, number>();
  const looks: Readonly<Record<string, string>> = isNear ? { ...FAR_LOOKS, ...NEAR_LOOKS } : FAR_LOOKS;
  for (const one of terminals) {
    if (one.sosAt !== null || one.location === null || !isInside(one)) continue;
    const look = looks[one.state];
    if (look === undefined) continue;
    const name = look !== 'stale' && isGhost(one) ? `${look}-ghost` : look;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const wanted = [...counts].map(([look, count]) => `${count} ${look}`).sort();
  const drawn = [...dots].sort();
  return wanted.join() === drawn.join() ? [] : [`terminals: ${drawn.join()} instead of ${wanted.join()}`];
}

/** A mark of an entity that the state has, with its kind and level; nothing else, and nothing left out. */
function markFaults({ marks, dots }: MapTold, entities: Entities, isNear = false): string[] {
  const known = ['case', 'alarm', 'video', 'terminal', ...STANDING];
  return [
    ...marks
      .filter((line) => !known.some((set) => line.includes(` ${set}:`)))
      .map((line) => `nobody knows ${line}`),
    ...itemFaults(drawnIn(marks, 'case'), wantedItems(entities.items)),
    ...alarmFaults(drawnIn(marks, 'alarm'), wantedAlarms(entities.alarms)),
    ...exactFaults('video', drawnIn(marks, 'video'), wantedLeads(entities.leads)),
    ...exactFaults('terminal', drawnIn(marks, 'terminal'), wantedCalls(entities.terminals)),
    ...dotFaults(dots, entities.terminals, isNear),
  ];
}

/**
 * What the map, the whole county in view, and its inset, which is always near, draw otherwise than the gateway's state has
 * it: marks by kind and level, the tint of the villages, terminals. Empty when they are one.
 */
export async function mapFaults(page: Page, state: StateReply): Promise<string[]> {
  const entities = entitiesOf(state);
  const [map, inset] = [
    await page.evaluate(read, 'section.map .map-host'),
    await page.evaluate(read, '.map-inset'),
  ];
  return [
    ...markFaults(map, entities),
    ...tintFaults(map.tint, entities.items),
    ...markFaults(inset, entities, true).map((fault) => `inset: ${fault}`),
  ];
}

/** Numbers of one street, counted here from the entities themselves. */
function countsOf(street: string, { items, terminals }: Entities): Readonly<Record<string, number>> {
  const open = items.filter((item) => item.street === street && isOpen(item) && !isGhost(item));
  const rostered = terminals.filter((one) => one.street === street && one.rostered && !isGhost(one));
  const heard = ['ONLINE', 'LOW_BATTERY', 'BUSY', 'SOS'];
  return {
    'case.open': open.length,
    'case.overdue': open.filter(({ sla }) => sla === 'OVERDUE' || sla === 'OVERDUE_REASONED').length,
    'terminal.rostered': rostered.length,
    'terminal.rosteredOnline': rostered.filter(
      ({ onDuty, state, unheard }) => onDuty && unheard === undefined && heard.includes(state),
    ).length,
  };
}

/** A share as a street's row writes it: whole percent, numerator and denominator. */
function shareWords(kpi: KpiEntity | undefined): string {
  if (kpi === undefined) return '—';
  const { value, part, of } = kpi;
  return of === 0 ? '— 0/0' : `${Math.round(value)}% ${part}/${of}`;
}

/** Runs in the page: each number of the board of the streets, by its id, with what it is of. */
function readBoard(): Readonly<Record<string, string>> {
  const numbers = document.querySelectorAll<HTMLElement>('section[data-panel="towns"] td [data-kpi]');
  return Object.fromEntries(
    [...numbers].map((one) => {
      const isShare = one.dataset.kpi?.startsWith('figure.') === true;
      const text = isShare ? one.closest('td')?.innerText : one.textContent;
      return [one.dataset.kpi ?? '', (text ?? '').replaceAll(/\s+/g, ' ').trim()];
    }),
  );
}

/** What the board of the streets tells otherwise than the gateway's state, counted from its entities. */
export async function boardFaults(page: Page, state: StateReply): Promise<string[]> {
  const told = await page.evaluate(readBoard);
  const entities = entitiesOf(state);
  const kpis = new Map((state.entities.kpi as unknown as readonly KpiEntity[]).map((kpi) => [kpi.id, kpi]));
  const faults = Object.keys(told).length === 0 ? ['no board'] : [];
  for (const [id, text] of Object.entries(told)) {
    const [name = '', street = ''] = id.split('@');
    const kpi = kpis.get(id);
    const counted = countsOf(street, entities)[name];
    if (counted !== undefined) {
      if (Number(text) !== counted) faults.push(`${id}: ${text} on the wall, ${counted} in the state`);
      if ((kpi?.value ?? 0) !== counted) faults.push(`${id}: ${kpi?.value} told, ${counted} in the state`);
    } else if (text !== shareWords(kpi)) {
      faults.push(`${id}: ${text} on the wall, ${shareWords(kpi)} in the state`);
    }
  }
  return faults;
}
