import type { Command } from '../../gateway/contract/index.ts';
import { type AlarmPlan, isOver, LONGEST_ALARM_DAYS } from './alarms/plan.ts';
import type { AlarmWorld } from './alarms/stream.ts';
import type { CasePlan, CaseWorld } from './cases/stream.ts';
import { dayCache } from './day-cache.ts';
import { metres } from './geo.ts';
import type { TimedCommand } from './officers.ts';
import { type Draw, draws } from './rng.ts';
import type { WorldBasis } from './stream.ts';
import type { HelpCall } from './terminals/help.ts';
import type { TerminalWorld } from './terminals/stream.ts';
import { HOUR, MINUTE, SECOND } from './time.ts';

/** Nothing of this in the first minutes of a world, which a newcomer spends on what its scenario opens with. */
const SETTLED = 10 * MINUTE;

const SHELVED_SHARE = 0.1;
/** An alarm is put aside when it will stand at least this long. */
const LONG_STANDING = 40 * MINUTE;
const SHELVE_REASONS = ['KNOWN_CAUSE', 'WORK_ON_SITE', 'TESTING'] as const;

const LINKED_SHARE = 0.5;
/** Items that an alarm may belong to: of the last days, this near. */
const ITEM_DAYS = 6;
const ITEM_METRES = 2_000;
const ITEM_KINDS: ReadonlySet<string> = new Set(['HAZARD', 'FACILITY', 'PUBLIC_ORDER']);

const CALLED_SHARE = 0.6;

interface Watched {
  readonly alarms: AlarmWorld;
  readonly cases: CaseWorld;
  readonly terminals: Pick<TerminalWorld, 'fleet' | 'onDuty' | 'helpCalls'>;
  readonly by: (id: string) => Command['by'];
}

type Act = readonly [at: number, type: Command['type'], subject: string, data: Command['data']];

/**
 * What officers do about incidents beside seeing them: they put aside for a time what stands for long, join an alarm to
 * the item that it belongs to, call a terminal there, and end calls for help.
 */
export function incidentsOf(basis: WorldBasis, { alarms, cases, terminals, by }: Watched) {
  const { seed, startMs, calendar, tag } = basis;
  const told = (about: string, acts: readonly Act[]): TimedCommand[] =>
    acts.map(([at, type, subject, data]) => {
      const id = `${tag}-${type.slice('operation.'.length)}-${about}`;
      return { at: Math.round(at), command: { id, type, subject, by: by(about), data } };
    });

  const shelving = (plan: AlarmPlan, draw: Draw): Act[] => {
    const { id, priority, acknowledgedAt, returnedAt } = plan;
    const from = acknowledgedAt + draw.between(2, 6) * MINUTE;
    if (priority <= 'P2' || returnedAt - from < LONG_STANDING || !draw.chance(SHELVED_SHARE)) return [];
    const reason = draw.pick(SHELVE_REASONS);
    const until = calendar.iso(Math.round(from + draw.between(0.4, 2) * HOUR));
    return [[from, 'operation.shelved', `alarm:${id}`, { reason, until }]];
  };

  const linking = (plan: AlarmPlan, draw: Draw, items: readonly CasePlan[]): Act[] => {
    if (plan.priority > 'P2' || !draw.chance(LINKED_SHARE)) return [];
    const at = plan.acknowledgedAt + draw.between(3, 8) * MINUTE;
    const near = items
      .filter(({ receivedAt, life }) => receivedAt < plan.raisedAt - HOUR && life.closedAt > at + HOUR)
      .map((item) => ({ id: item.id, away: metres(item.site, plan.site.at) }))
      .sort((a, b) => a.away - b.away)[0];
    if (near === undefined || near.away > ITEM_METRES) return [];
    return [
      [at, 'operation.linked', `alarm:${plan.id}`, { item: near.id, note: '与在办事项同一处，并案跟踪' }],
    ];
  };

  const calling = (plan: AlarmPlan, draw: Draw): Act[] => {
    if (plan.priority > 'P2' || !draw.chance(CALLED_SHARE)) return [];
    const at = plan.acknowledgedAt + draw.between(20, 60) * SECOND;
    const away = ({ home }: TerminalWorld['fleet'][number]) => metres(home.centre, plan.site.at);
    const nearest = terminals.fleet
      .filter(({ n }) => terminals.onDuty(n, at))
      .reduce<TerminalWorld['fleet'][number] | null>(
        (best, each) => (best === null || away(each) < away(best) ? each : best),
        null,
      );
    if (nearest === null) return [];
    const subject = `terminal:${nearest.id}`;
    const left = at + draw.between(1, 3) * MINUTE;
    const there = left + draw.between(4, 14) * MINUTE;
    return [
      [at, 'operation.dispatched', subject, { to: `alarm:${plan.id}`, note: '请就近到场查看' }],
      [left, 'operation.departed', subject, {}],
      [there, 'operation.arrived', subject, {}],
      [there + draw.between(12, 35) * MINUTE, 'operation.released', subject, {}],
    ];
  };

  const helping = ({ terminal, endsAt, id }: HelpCall): TimedCommand[] =>
    told(id, [
      [endsAt, 'operation.sos_cleared', `terminal:${terminal.id}`, { reason: '已联系上，人员平安' }],
    ]);

  const onAlarms = (day: number): TimedCommand[] => {
    const items = Array.from({ length: ITEM_DAYS }, (_, ago) => cases.plans(day - ago))
      .flat()
      .filter(({ kind }) => ITEM_KINDS.has(kind));
    return alarms
      .plans(day)
      .filter((plan) => !plan.withdrawn && !isOver(plan, startMs))
      .flatMap((plan) => {
        const draw = (what: string) => draws(seed, what, plan.id);
        return told(plan.id, [
          ...shelving(plan, draw('shelve')),
          ...linking(plan, draw('link'), items),
          ...calling(plan, draw('call')),
        ]);
      });
  };

  const days = dayCache<TimedCommand>(LONGEST_ALARM_DAYS, (day) =>
    [...onAlarms(day), ...terminals.helpCalls(day).flatMap(helping)].filter(
      ({ at }) => at >= startMs + SETTLED,
    ),
  );
  return {
    commands: (from: number, to: number) =>
      days.between(calendar.dayOf(Math.max(from, startMs)), calendar.dayOf(to), { from, to }),
  };
}
