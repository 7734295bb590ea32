import type { z } from 'zod';
import {
  alarmCleared,
  alarmHealthChanged,
  alarmRaised,
  alarmReturned,
  alarmUpdated,
} from './events/alarm.ts';
import {
  operationLinked,
  operationRemoved,
  operationReset,
  operationRestored,
  operationShelved,
  operationSilenced,
  operationUnshelved,
} from './events/alarm-operation.ts';
import { caseClosed, caseMerged, caseRated, caseReceived, caseStep } from './events/case.ts';
import {
  operationCalledIn,
  operationExtensionDecided,
  operationLetterIssued,
  operationReportedIn,
  operationSuspensionDecided,
} from './events/case-operation.ts';
import { indicatorReported } from './events/indicator.ts';
import {
  operationAcknowledged,
  operationErased,
  operationLevelChanged,
  operationNoted,
  operationReviewed,
  operationUnmasked,
  operationVerified,
} from './events/operation.ts';
import { systemConfigured, systemTicked } from './events/system.ts';
import { terminalLocated, terminalSosRaised, terminalStatusChanged } from './events/terminal.ts';
import {
  operationArrived,
  operationDeparted,
  operationDispatched,
  operationReleased,
  operationSosCleared,
  operationTrackOpened,
} from './events/terminal-operation.ts';
import { videoLeadRaised } from './events/video.ts';
import {
  operationInstructionDone,
  operationInstructionRead,
  operationInstructionSent,
  operationWarningAnswered,
  operationWarningConfirmed,
  operationWarningIssued,
  operationWarningLifted,
  operationWarningSigned,
} from './events/warning-operation.ts';
import type { Conflation, ProducerFeed } from './feeds.ts';

interface EventTypeSpec {
  /** Version of the data schema that is written now; older entries are read through `upcasts`. */
  readonly version: number;
  readonly conflation: Conflation;
  readonly data: z.ZodType;
}

const distinct = <Data extends z.ZodType>(data: Data, version = 1) =>
  ({ version, conflation: 'distinct', data }) as const;
const latest = <Data extends z.ZodType>(data: Data, version = 1) =>
  ({ version, conflation: 'latest', data }) as const;

/** Every event type there is. An unknown type is a dead letter; adding one is one line here. */
export const EVENT_TYPES = {
  'case.received': distinct(caseReceived),
  'case.verified': distinct(caseStep),
  'case.dispatched': distinct(caseStep),
  'case.signed': distinct(caseStep),
  'case.returned': distinct(caseStep),
  'case.started': distinct(caseStep),
  'case.progressed': distinct(caseStep),
  'case.suspended': distinct(caseStep),
  'case.resumed': distinct(caseStep),
  'case.extended': distinct(caseStep),
  'case.fedback': distinct(caseStep),
  'case.calledback': distinct(caseStep),
  'case.fulfilment_started': distinct(caseStep),
  'case.reworked': distinct(caseStep),
  'case.closed': distinct(caseClosed),
  'case.reopened': distinct(caseStep),
  'case.merged': distinct(caseMerged),
  'case.voided': distinct(caseStep),
  'case.rated': distinct(caseRated),
  'alarm.raised': distinct(alarmRaised),
  'alarm.updated': distinct(alarmUpdated),
  'alarm.returned': distinct(alarmReturned),
  'alarm.cleared': distinct(alarmCleared),
  'alarm.health_changed': distinct(alarmHealthChanged),
  'terminal.located': latest(terminalLocated),
  'terminal.status_changed': latest(terminalStatusChanged),
  'terminal.sos_raised': distinct(terminalSosRaised),
  'video.lead_raised': distinct(videoLeadRaised),
  'indicator.reported': latest(indicatorReported),
  'operation.acknowledged': distinct(operationAcknowledged),
  'operation.silenced': distinct(operationSilenced),
  'operation.reset': distinct(operationReset),
  'operation.shelved': distinct(operationShelved),
  'operation.unshelved': distinct(operationUnshelved),
  'operation.removed': distinct(operationRemoved),
  'operation.restored': distinct(operationRestored),
  'operation.linked': distinct(operationLinked),
  'operation.dispatched': distinct(operationDispatched),
  'operation.departed': distinct(operationDeparted),
  'operation.arrived': distinct(operationArrived),
  'operation.released': distinct(operationReleased),
  'operation.sos_cleared': distinct(operationSosCleared),
  'operation.track_opened': distinct(operationTrackOpened),
  'operation.verified': distinct(operationVerified),
  'operation.warning_confirmed': distinct(operationWarningConfirmed),
  'operation.warning_issued': distinct(operationWarningIssued),
  'operation.warning_signed': distinct(operationWarningSigned),
  'operation.warning_answered': distinct(operationWarningAnswered),
  'operation.warning_lifted': distinct(operationWarningLifted),
  'operation.instruction_sent': distinct(operationInstructionSent),
  'operation.instruction_read': distinct(operationInstructionRead),
  'operation.instruction_done': distinct(operationInstructionDone),
  'operation.unmasked': distinct(operationUnmasked),
  'operation.noted': distinct(operationNoted),
  'operation.level_changed': distinct(operationLevelChanged),
  'operation.reviewed': distinct(operationReviewed),
  'operation.letter_issued': distinct(operationLetterIssued),
  'operation.extension_decided': distinct(operationExtensionDecided),
  'operation.suspension_decided': distinct(operationSuspensionDecided),
  'operation.called_in': distinct(operationCalledIn),
  'operation.reported_in': distinct(operationReportedIn),
  'operation.erased': distinct(operationErased),
  'system.ticked': latest(systemTicked),
  'system.configured': distinct(systemConfigured),
} as const satisfies Record<string, EventTypeSpec>;

export type EventType = keyof typeof EVENT_TYPES;

/** Data of an event type as the schema leaves it: unknown fields are gone, defaults are in. */
export type EventData<Type extends EventType> = z.infer<(typeof EVENT_TYPES)[Type]['data']>;

/** A type that a producer may send. */
export type ProducerEventType = Extract<EventType, `${ProducerFeed}.${string}`>;

/** A type that only a command can bring into the log. */
export type CommandType = Exclude<Extract<EventType, `operation.${string}`>, 'operation.erased'>;

/** Types that a command may have. */
export const COMMAND_TYPES = (Object.keys(EVENT_TYPES) as EventType[]).filter(
  (type): type is CommandType => type.startsWith('operation.') && type !== 'operation.erased',
);

/** Is it a type of the contract? */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_TYPES, type);
}
