import type { Command } from '../../gateway/contract/index.ts';
import { type AlarmPlan, endedUnseen, isOver, LONGEST_ALARM_DAYS } from './alarms/plan.ts';
import type { AlarmWorld } from './alarms/stream.ts';
import { dayCache } from './day-cache.ts';
import { metres } from './geo.ts';
import { type Link, type Links, SETTLED } from './linking.ts';
import type { TimedCommand } from './officers.ts';
import { type Draw, draws } from './rng.ts';
import type { WorldBasis } from './stream.ts';
import type { HelpCall } from './terminals/help.ts';
import type { TerminalWorld } from './terminals/stream.ts';
import { HOUR, MINUTE, SECOND } from './time.ts';

const SHELVED_SHARE = 0.1;
/** An alarm is put aside when it will stand at least this long. */
const LONG_STANDING = 40 * MINUTE;
/** Of those, how many are taken back before their time. */
const UNSHELVED_SHARE = 0.4;
const SILENCED_SHARE = 0.4;
const SHELVE_REASONS = ['KNOWN_CAUSE', 'KNOWN_CAUSE', 'WORK_ON_SITE', 'TESTING', 'OTHER'] as const;

const CALLED_SHARE = 0.6;

interface Watched {
  readonly alarms: AlarmWorld;
  readonly links: Links;
  readonly terminals: Pick<TerminalWorld, 'fleet' | 'onDuty' | 'helpCalls'>;
  readonly by: (id: string) => Command['by'];
}

type Act = readonly [at: number, type: Command['type'], subject: string, data: Command['data']];

/**
 * What officers do about incidents beside seeing them: they put aside for a time what stands for long, join it to
 * an item or make one of it, mind a sensor that chatters, call a terminal there, and end calls for help.
 */
export function incidentsOf(basis: WorldBasis, { alarms, links, terminals, by }: Watched) {
  const { seed, startMs, calendar, tag, arrival } = basis;
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
    const until = Math.round(from + draw.between(0.4, 2) * HOUR);
    const shelved: Act = [from, 'operation.shelved', `alarm:${id}`, { reason, until: calendar.iso(until) }];
    if (!draw.chance(UNSHELVED_SHARE)) return [shelved];
    const back = from + (until - from) * draw.between(0.3, 0.8);
    return [shelved, [back, 'operation.unshelved', `alarm:${id}`, { note: '现场已处理' }]];
  };

  /** A sensor that chatters is put aside until somebody has called the technician, and is out of service until he is done. */
  const nursing = ({ id, acknowledgedAt, fault }: AlarmPlan, draw: Draw, link: Link | undefined): Act[] => {
    if (fault === undefined || link === undefined) return [];
    const subject = `alarm:${id}`;
    const from = acknowledgedAt + MINUTE;
    const until = calendar.iso(Math.round(from + HOUR / 2));
    const restored = fault.mendedAt + draw.between(0.5, 2) * MINUTE;
    return [
      [from, 'operation.shelved', subject, { reason: 'CHATTERING', until, note: '抖动，待报修' }],
      [link.at + MINUTE, 'operation.unshelved', subject, { note: '已报修' }],
      [link.at + 2 * MINUTE, 'operation.removed', subject, { item: link.subject, note: '检修期间停用' }],
      [restored, 'operation.restored', subject, { note: '检修完成，恢复使用' }],
    ];
  };

  /** Somebody turns the sound off before he has looked. */
  const silencing = (plan: AlarmPlan, draw: Draw): Act[] => {
    const { id, priority, acknowledgedAt, raisedAt } = plan;
    if (priority > 'P2' || !draw.chance(SILENCED_SHARE)) return [];
    const at = acknowledgedAt - draw.between(4, 12) * SECOND;
    return at < arrival('alarm', raisedAt) + 2 * SECOND
      ? []
      : [[at, 'operation.silenced', `alarm:${id}`, {}]];
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

  const onAlarms = (day: number, linked: readonly Link[]): TimedCommand[] =>
    alarms
      .plans(day)
      .filter((plan) => !endedUnseen(plan) && !isOver(plan, startMs))
      .flatMap((plan) => {
        const draw = (what: string) => draws(seed, what, plan.id);
        const link = linked.find(({ about }) => about === plan.id);
        return told(plan.id, [
          ...silencing(plan, draw('silence')),
          ...(plan.fault === undefined ? shelving(plan, draw('shelve')) : nursing(plan, draw('nurse'), link)),
          ...calling(plan, draw('call')),
        ]);
      });

  const onDay = (day: number): TimedCommand[] => {
    const linked = links(day);
    return [
      ...onAlarms(day, linked),
      ...linked.flatMap(({ at, subject, about, data }) =>
        told(about, [[at, 'operation.linked', subject, data]]),
      ),
      ...terminals.helpCalls(day).flatMap(helping),
    ];
  };

  const days = dayCache<TimedCommand>(LONGEST_ALARM_DAYS, (day) =>
    onDay(day).filter(({ at }) => at >= startMs + SETTLED),
  );
  return {
    commands: (from: number, to: number) =>
      days.between(calendar.dayOf(Math.max(from, startMs)), calendar.dayOf(to), { from, to }),
  };
}
