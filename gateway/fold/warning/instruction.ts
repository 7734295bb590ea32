import type { EntityOf } from '../../contract/entities.ts';
import type { LogEntry } from '../../contract/entry.ts';
import { INSTRUCTION_STEPS, type InstructionEntity } from '../../contract/warnings.ts';
import type { Context, Setting } from '../context.ts';
import type { Heard, TypeOf } from '../event.ts';
import { seatOf } from '../model.ts';
import { clockEnds, unitBy } from './clocks.ts';

type Operation = Heard<TypeOf<'operation'>>;
/** What it is about: it happens there, and is as real as that. */
type About = Pick<EntityOf['warning'], 'area' | 'village' | 'street' | 'reality'>;
const STEPS: Readonly<
  Record<string, { readonly from: readonly string[]; readonly to: InstructionEntity['state'] }>
> = INSTRUCTION_STEPS;

/** Id of the instruction that a command sends: the seat and the command's own id. */
export function instructionId(entry: LogEntry): string {
  return `${seatOf(entry)}/${entry.id}`;
}

/** An instruction as it is sent. */
export function instructionSent(
  { data, entry }: Heard<'operation.instruction_sent'>,
  { area, village, street, reality }: About,
  setting: Setting,
): InstructionEntity {
  const { time: sentAt, source, subject } = entry;
  return {
    id: instructionId(entry),
    source,
    reality,
    version: 1,
    flags: [],
    about: subject,
    area,
    village,
    street,
    ...unitBy(data.unit, setting),
    text: data.text,
    state: 'SENT',
    sentAt,
    sentBy: seatOf(entry),
    readAt: null,
    doneAt: null,
    doneDueAt: null,
    ...reading(sentAt, setting),
    late: null,
    movedBy: entry.n,
    note: null,
  };
}

/** An instruction after a receipt; the same when the receipt comes out of turn. */
export function instructionAfter(
  instruction: InstructionEntity,
  heard: Operation,
  setting: Setting,
): InstructionEntity {
  const step = STEPS[heard.type];
  if (step === undefined || !step.from.includes(instruction.state)) return instruction;
  const version = instruction.version + 1;
  const moved = { state: step.to, version, movedBy: heard.entry.n };
  const next = { ...instruction, ...doneBy(heard, setting), ...moved };
  return { ...next, late: lateReceipt(next, heard.entry.time) };
}

function doneBy({ type, data, entry }: Operation, setting: Setting): Partial<InstructionEntity> {
  const { time: at } = entry;
  if (type === 'operation.instruction_read') {
    return { readAt: at, ...doing(at, setting) };
  }
  return type === 'operation.instruction_done' ? { doneAt: at, note: data.note ?? null } : {};
}

function reading(sentAt: number, setting: Setting) {
  const { dueAt, provisional } = clockEnds(setting.rules.warnings.instructions.read, sentAt, setting);
  return { readDueAt: dueAt, provisional };
}

function doing(readAt: number, setting: Setting) {
  const { dueAt, provisional } = clockEnds(setting.rules.warnings.instructions.done, readAt, setting);
  return { doneDueAt: dueAt, provisional };
}

/** An instruction under other rules or another calendar: the receipt that is waited for is due anew. */
export function instructionReckoned(
  instruction: InstructionEntity,
  { now, setting }: Context,
): InstructionEntity {
  const { state, sentAt, readAt } = instruction;
  const reads = state === 'SENT' ? reading(sentAt, setting) : {};
  const does = state === 'READ' && readAt !== null ? doing(readAt, setting) : {};
  const next = { ...instruction, ...reads, ...does };
  return { ...next, late: lateReceipt(next, now) };
}

/** The receipt that should have come by an instant. */
export function lateReceipt(
  { state, readDueAt, doneDueAt }: Omit<InstructionEntity, 'late'>,
  now: number,
): InstructionEntity['late'] {
  if (state === 'SENT' && readDueAt !== null && now > readDueAt) return 'READ';
  return state === 'READ' && doneDueAt !== null && now > doneDueAt ? 'DONE' : null;
}
