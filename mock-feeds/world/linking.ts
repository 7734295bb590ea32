import type { CaseKind, Command, Level, Urgency } from '../../gateway/contract/index.ts';
import { type AlarmPlan, endedUnseen, isOver } from './alarms/plan.ts';
import type { AlarmWorld } from './alarms/stream.ts';
import type { CasePlan, CaseWorld } from './cases/stream.ts';
import { onceADay } from './day-cache.ts';
import { metres, type Point } from './geo.ts';
import type { Cell } from './pack.ts';
import { type Draw, draws } from './rng.ts';
import type { WorldBasis } from './stream.ts';
import { HOUR, MINUTE } from './time.ts';
import type { LeadPlan, VideoWorld } from './video/stream.ts';

/** Nobody does more than look in the first minutes of a world, which a newcomer spends on what its scenario opens with. */
export const SETTLED = 10 * MINUTE;

/** Of the graver alarms: how many belong to an item. */
const ALARM_SHARE = 0.5;
/** Items that an incident may belong to: of the last days, this near. */
const ITEM_DAYS = 6;
const ALARM_METRES = 2_000;
const LEAD_METRES = 300;
const ALARM_ITEMS: ReadonlySet<string> = new Set(['HAZARD', 'FACILITY', 'PUBLIC_ORDER']);
const LEAD_ITEMS: ReadonlySet<string> = new Set([...ALARM_ITEMS, 'CITY_EVENT']);
const JOINED = '与在办事项同一处，并案跟踪';

/** An item that officers made of an incident, and who works on it. */
export interface MadeItem {
  readonly urgent: boolean;
  readonly level: Level | null;
  /** Words for the unit that gets it, in order of preference. */
  readonly units: readonly string[];
  readonly cell: Cell;
  /** Not done before; null: as soon as its unit can. */
  readonly doneAfter: number | null;
}

/** An officer joins an incident to the item that it belongs to, or makes one of it. */
export interface Link {
  readonly at: number;
  /** `kind:id` of the incident; the item that is made of it has this id. */
  readonly subject: string;
  readonly about: string;
  readonly data: Command['data'];
  /** Null when the item was there already. */
  readonly made: MadeItem | null;
}

/** Incidents that officers link, of those raised on one local day. */
export type Links = (day: number) => readonly Link[];

interface Watched {
  readonly alarms: AlarmWorld;
  readonly cases: CaseWorld;
  readonly video: VideoWorld;
}

interface Making {
  readonly title: string;
  readonly kind: CaseKind;
  readonly urgency: Urgency;
}

function nearest(items: readonly CasePlan[], at: number, { from, within }: { from: Point; within: number }) {
  return items
    .filter(({ receivedAt, life }) => receivedAt < at - HOUR && life.closedAt > at + HOUR)
    .map((item) => ({ id: item.id, away: metres(item.site, from) }))
    .filter(({ away }) => away <= within)
    .sort((a, b) => a.away - b.away)[0];
}

/** Officers about what belongs together: graver alarms, the sensor that must be mended, and leads that were found true. */
export function linksOf({ seed, startMs, scenario }: WorldBasis, { alarms, cases, video }: Watched): Links {
  const ofAlarm = (plan: AlarmPlan, items: readonly CasePlan[]): Link | null => {
    if (plan.fault !== undefined) return mending(plan, draws(seed, 'mend', plan.id), plan.fault.mendedAt);
    const draw = draws(seed, 'link', plan.id);
    if (plan.priority > 'P2' || !draw.chance(ALARM_SHARE)) return null;
    const at = plan.acknowledgedAt + draw.between(3, 8) * MINUTE;
    const near = nearest(items, at, { from: plan.site.at, within: ALARM_METRES });
    const common = { at: Math.round(at), subject: `alarm:${plan.id}`, about: plan.id };
    if (near !== undefined) return { ...common, data: { item: near.id, note: JOINED }, made: null };
    const urgent = plan.priority === 'P1';
    const making: Making = { title: plan.kind.title, kind: 'ALARM_CASE', urgency: urgent ? 'U2' : 'U3' };
    const made = { urgent, level: urgent ? 'MEDIUM' : 'LOW', units: ['town'], cell: plan.site.cell } as const;
    return {
      ...common,
      data: { ...making, note: '转事项，派属地处置' },
      made: { ...made, doneAfter: plan.returnedAt },
    };
  };

  const ofLead = (lead: LeadPlan, items: readonly CasePlan[]): Link | null => {
    const draw = draws(seed, 'link', lead.id);
    if (lead.verdict !== 'TRUE' || !draw.chance(scenario.video.linkedShare)) return null;
    const at = lead.judgedAt + draw.between(0.5, 5) * MINUTE;
    const common = { at: Math.round(at), subject: `video:${lead.id}`, about: lead.id };
    const near = nearest(items, at, { from: lead.camera.at, within: LEAD_METRES });
    if (near !== undefined) return { ...common, data: { item: near.id, note: JOINED }, made: null };
    const { kind, units, title } = lead.kind;
    const making: Making = { title: title.replace('疑似', ''), kind, urgency: 'U4' };
    const level = kind === 'FACILITY' ? null : 'LOW';
    return {
      ...common,
      data: { ...making, note: '线索属实，转事项派单' },
      made: { urgent: false, level, units, cell: lead.camera.cell, doneAfter: null },
    };
  };

  const plansOf = onceADay(cases.plans);
  return onceADay((day) => {
    const known = Array.from({ length: ITEM_DAYS }, (_, ago) => plansOf(day - ago)).flat();
    const some = (kinds: ReadonlySet<string>) => known.filter(({ kind }) => kinds.has(kind));
    const [alarmItems, leadItems] = [some(ALARM_ITEMS), some(LEAD_ITEMS)];
    return [
      ...alarms
        .plans(day)
        .filter((plan) => !endedUnseen(plan) && !isOver(plan, startMs))
        .map((plan) => ofAlarm(plan, alarmItems)),
      ...video.plans(day).map((lead) => ofLead(lead, leadItems)),
    ].filter((link): link is Link => link !== null && link.at >= startMs + SETTLED);
  });
}

/** The item on which a technician works: the alarm is out of service as long as it is open. */
function mending(plan: AlarmPlan, draw: Draw, mendedAt: number): Link {
  const making: Making = { title: '压力传感器检修', kind: 'FACILITY', urgency: 'U4' };
  return {
    at: Math.round(plan.acknowledgedAt + draw.between(6, 10) * MINUTE),
    subject: `alarm:${plan.id}`,
    about: plan.id,
    data: { ...making, note: '设备抖动，报修' },
    made: { urgent: true, level: null, units: ['消防', 'town'], cell: plan.site.cell, doneAfter: mendedAt },
  };
}
