import type { AlarmEntity } from './entities.ts';

/**
 * Where an alarm stands (ISA-18.2): the condition is there and nobody has seen it · somebody has · it is over and nobody
 * has seen it · it is over and seen, but latched until somebody resets it · done.
 */
export const ALARM_STATES = ['UNACKED', 'ACKED', 'RETURNED_UNACKED', 'LATCHED', 'NORMAL'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** Why an alarm is shelved 暂停提醒; the list is closed so that reasons can be counted. */
export const SHELVE_REASONS = ['KNOWN_CAUSE', 'CHATTERING', 'WORK_ON_SITE', 'TESTING', 'OTHER'] as const;
export type ShelveReason = (typeof SHELVE_REASONS)[number];

/** True while an alarm asks for attention: not finished, not shelved, not out of service, not told by another alarm. */
export function isAnnounced(alarm: AlarmEntity): boolean {
  return alarm.finishedAt === null && !isSuppressed(alarm);
}

/** True for an alarm of the highest priority that nobody has acknowledged: no border keeps it off the map. */
export function isUnseenP1({ priority, acked }: Pick<AlarmEntity, 'priority' | 'acked'>): boolean {
  return priority === 'P1' && !acked;
}

/** True for an unfinished alarm that is kept apart from the strip; it is counted as such, never lost. */
export function isSuppressed({ shelved, outOfService, duplicateOf }: AlarmEntity): boolean {
  return shelved !== null || outOfService !== null || duplicateOf !== null;
}
