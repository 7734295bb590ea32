import type { Command } from '../../gateway/contract/index.ts';
import { type AlarmPlan, endedUnseen, isOver, LONGEST_ALARM_DAYS } from './alarms/plan.ts';
import type { AlarmWorld } from './alarms/stream.ts';
import type { CaseWorld } from './cases/stream.ts';
import { dayCache } from './day-cache.ts';
import { deskOf } from './desk.ts';
import { incidentsOf } from './incidents.ts';
import type { Links } from './linking.ts';
import { draws } from './rng.ts';
import type { Scripted } from './script/stream.ts';
import type { WorldBasis } from './stream.ts';
import type { TerminalWorld } from './terminals/stream.ts';
import { SECOND } from './time.ts';
import type { LeadPlan, VideoWorld } from './video/stream.ts';

/** A command and the instant at which an officer gives it, epoch milliseconds. */
export interface TimedCommand {
  readonly at: number;
  readonly command: Command;
}

export interface Officers {
  /** First instant at which they do anything: just before the start, for what stands there already. */
  readonly since: number;
  /** Every command with `from ≤ at < to`, in order. A command on an alarm or lead is always later than its raising. */
  commands(from: number, to: number): TimedCommand[];
}

const NOTES = ['已通知属地网格员到场查看', '已联系值班电话核实', '已派就近巡护终端前往'];
/** Types that stay until somebody has looked at the device and resets them, as the shipped rules have it. */
const RESET_BY_HAND: ReadonlySet<string> = new Set(['DOOR_FORCED', 'TAMPER']);
const JUDGED = { TRUE: '画面清晰，情况属实', FALSE: '误报：光影变化', DUPLICATE: '与已有线索重复' } as const;

interface Watched {
  readonly cases: CaseWorld;
  readonly alarms: AlarmWorld;
  readonly video: VideoWorld;
  readonly links: Links;
  readonly terminals: Pick<TerminalWorld, 'fleet' | 'onDuty' | 'helpCalls'>;
  readonly scripts: Pick<Scripted, 'commands'>;
}

/** The desk officers at work: they acknowledge alarms and judge leads, with human delays, some late, some forgotten. */
export function officersOf(basis: WorldBasis, watched: Watched): Officers {
  const { alarms, cases, video, scripts } = watched;
  const { seed, startMs, scenario, tag, calendar } = basis;
  const since = startMs - 1;
  const by = (id: string) => ({
    seat: draws(seed, 'seat', id).pick(scenario.officers.seats),
    role: 'duty_officer',
  });

  const acknowledging = (plan: AlarmPlan): TimedCommand[] => {
    const draw = draws(seed, 'acknowledge', plan.id);
    if (isOver(plan, startMs) || endedUnseen(plan)) return [];
    /** What was seen before the start is told with the history: a command has no time of its own. */
    const at = Math.max(plan.acknowledgedAt, since);
    const acknowledged: TimedCommand = {
      at,
      command: {
        id: `${tag}-ack-${plan.id}`,
        type: 'operation.acknowledged',
        subject: `alarm:${plan.id}`,
        by: by(plan.id),
        data: {},
      },
    };
    const note = draw.pick(NOTES);
    const later = at + draw.between(20, 120) * SECOND;
    const commands = [acknowledged, ...resetting(plan, acknowledged)];
    if (plan.priority > 'P2' || !draw.chance(scenario.officers.notesShare)) return commands;
    const noted = {
      ...acknowledged.command,
      id: `${tag}-note-${plan.id}`,
      type: 'operation.noted',
      data: { note },
    } as const;
    return [...commands, { at: later, command: noted }];
  };

  const resetting = (plan: AlarmPlan, { command }: TimedCommand): TimedCommand[] => {
    if (!RESET_BY_HAND.has(plan.kind.type) || plan.ending === 'WITHDRAWAL') return [];
    const walk = draws(seed, 'reset', plan.id).between(60, 300) * SECOND;
    const at = Math.round(Math.max(plan.acknowledgedAt, plan.returnedAt, since) + walk);
    const id = `${tag}-reset-${plan.id}`;
    return [{ at, command: { ...command, id, type: 'operation.reset' } }];
  };

  const judging = (lead: LeadPlan, _at: number, ofDay: readonly LeadPlan[]): TimedCommand => {
    const { verdict, kind } = lead;
    const before = ofDay.findLast((other) => other.at < lead.at && other.kind === kind);
    const shown = verdict === 'DUPLICATE' && before !== undefined ? { duplicateOf: before.id } : {};
    const data = { result: verdict, ...shown, note: JUDGED[verdict] };
    return {
      at: lead.judgedAt,
      command: {
        id: `${tag}-verify-${lead.id}`,
        type: 'operation.verified',
        subject: `video:${lead.id}`,
        by: by(lead.id),
        data,
      },
    };
  };

  const days = dayCache<TimedCommand>(LONGEST_ALARM_DAYS, (day) => [
    ...alarms.plans(day).flatMap(acknowledging),
    ...video.plans(day).map(judging),
  ]);
  const desk = deskOf(basis, { cases, by, since });
  const incidents = incidentsOf(basis, { ...watched, by });
  return {
    since,
    commands: (from, to) =>
      [
        ...desk.commands(from, to),
        ...incidents.commands(from, to),
        ...days.between(calendar.dayOf(Math.max(from, since)), calendar.dayOf(to), { from, to }),
        ...scripts.commands(from, to),
      ].sort((a, b) => a.at - b.at || (a.command.id < b.command.id ? -1 : 1)),
  };
}
