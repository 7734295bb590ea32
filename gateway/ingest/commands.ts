import type { Identity } from '../access/port.ts';
import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { COMMAND_TARGETS, type Command, command as commandSchema } from '../contract/commands.ts';
import { ENTITY_KINDS, type EntityKind, type EntityOf } from '../contract/entities.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { GatewayError } from '../contract/errors.ts';
import { EVENT_TYPES } from '../contract/event-types.ts';
import type { CommandReply } from '../contract/http.ts';
import { entityRef } from '../contract/ids.ts';
import { formatPosition } from '../contract/position.ts';
import { CONSOLE_PRODUCER } from '../contract/producers.ts';
import { FINAL_CASE_STATES } from '../contract/vocabulary.ts';
import { statesBefore, warningTitle } from '../contract/warnings.ts';
import type { StateView } from '../fold/port.ts';
import type { EventLog } from '../log/port.ts';
import type { Clock } from '../ops/port.ts';
import { parse } from './admit.ts';
import { bindingRefused } from './bindings.ts';
import { decisionRefused } from './decisions.ts';
import { digestOf } from './digest.ts';
import { tidy } from './json.ts';
import type { Media } from './media.ts';
import { onNewestState } from './newest-state.ts';
import { scrubData } from './scrub.ts';

export interface CommandsOptions {
  readonly log: EventLog;
  readonly media: Media;
  readonly clock: Clock;
  readonly view: () => StateView | null;
}

/**
 * Turns a command into an `operation.*` entry and answers with its place. Idempotent by id within a seat.
 * @throws {GatewayError} `forbidden`, `invalid_command`, `unknown_subject`, `stale_seen`, `id_conflict`, `starting`, `log_unavailable`
 */
export async function runCommand(
  options: CommandsOptions,
  sent: unknown,
  identity: Identity,
): Promise<CommandReply> {
  if (!identity.mayCommand) throw new GatewayError('forbidden', 'this key may look, not act; use a read key');
  tidy(sent, INGEST_LIMITS.depth);
  const command = scrubActor(parse(commandSchema, sent, 'invalid_command'));
  const { log, view } = options;
  return onNewestState({ log, view }, (state) => carryOut(options, state, { command, key: identity.key }));
}

/** A command, and the name of the key that it came with. */
interface Given {
  readonly command: Command;
  readonly key: string;
}

/** @throws {GatewayError} also where a newer state would allow it */
async function carryOut(
  { log, media, clock }: CommandsOptions,
  view: StateView,
  given: Given,
): Promise<CommandReply> {
  const { command } = given;
  const target = targetOf(view, command);
  const draft = draftOf(given, target, clock.now());
  refuseUnknownItem(view, draft.data.item);
  refuseOtherPicture(target.entity, draft);
  const refused = decisionRefused(draft, target.entity, view) ?? bindingRefused(draft, target.entity, view);
  if (refused !== null && !(await isRecorded(log, draft))) throw refused;
  const { seen = target.entity.version } = command;
  const refusal =
    seen < target.entity.version
      ? outdated(draft, target, seen)
      : (outOfTurn(draft, target) ?? joinedToWhatIsOver(view, draft));
  if (refusal !== null && !(await isRecorded(log, draft))) throw refusal;
  const reply = await append(log, draft);
  const named = draft.data.result === 'TRUE' || draft.type === 'operation.linked';
  if (named && 'media' in target.entity && target.entity.media !== null) {
    await media.keep([target.entity.media], draft.receivedAt);
  }
  return reply;
}

function outdated({ subject }: DraftEntry, { entity }: Target, seen: number): GatewayError {
  return new GatewayError(
    'stale_seen',
    `${subject} is at version ${entity.version} now, the command saw ${seen}; look again and decide anew`,
    { path: 'seen' },
  );
}

/** A warning and an instruction go on step by step: what does not follow on their state was decided on another one. */
function outOfTurn({ type, subject }: DraftEntry, { kind, entity }: Target): GatewayError | null {
  const states = statesBefore(kind, type);
  if (states === null || !('state' in entity) || states.includes(entity.state)) return null;
  return new GatewayError(
    'stale_seen',
    `${subject} is ${entity.state}, and ${type} follows on ${states.join(' or ')} only; look again and decide anew`,
    { path: 'type' },
  );
}

type TargetKind = (typeof COMMAND_TARGETS)[keyof typeof COMMAND_TARGETS][number];
interface Target {
  readonly kind: TargetKind;
  readonly entity: EntityOf[TargetKind];
}

function scrubActor(command: Command): Command {
  const by = parse(commandSchema.shape.by, scrubData(command.by), 'invalid_command', 'by');
  return { ...command, by };
}

/** `kind:id`, or a bare id (which may hold a colon itself) that names one entity of the kinds the command is about. */
function targetOf(view: StateView, { type, subject }: Command): Target {
  const kinds: readonly TargetKind[] = COMMAND_TARGETS[type];
  const colon = subject.indexOf(':');
  const named = ENTITY_KINDS.find((kind) => kind === subject.slice(0, colon));
  const exact =
    named === undefined
      ? []
      : lookUp(
          view,
          kinds.filter((kind) => kind === named),
          subject.slice(colon + 1),
        );
  const found = exact.length > 0 ? exact : lookUp(view, kinds, subject);
  const [target] = found;
  if (target !== undefined && found.length === 1) return target;
  throw refusalOf(subject, kinds, named, found);
}

/** An alarm is bound to an item that is on the wall, or to none. */
function refuseUnknownItem(view: StateView, item: unknown): void {
  if (typeof item !== 'string' || view.get('case', item) !== undefined) return;
  throw new GatewayError('unknown_subject', `no case "${item}" is on the wall now`, { path: 'data.item' });
}

/** What is joined to an item that is over is lost from sight: nobody works there any more. */
function joinedToWhatIsOver(view: StateView, { type, data }: DraftEntry): GatewayError | null {
  if (type !== 'operation.linked' || typeof data.item !== 'string') return null;
  const item = view.get('case', data.item);
  if (item === undefined || !FINAL_CASE_STATES.includes(item.state)) return null;
  const { into } = item.life;
  const way =
    into === null ? 'leave data.item out to make a new item' : `name "${into}", under which it goes on`;
  return new GatewayError('invalid_command', `case "${item.id}" is ${item.state}; ${way}`, {
    path: 'data.item',
  });
}

/** A picture is looked at for what it was taken of. */
function refuseOtherPicture(entity: Target['entity'], { type, data }: DraftEntry): void {
  if (type !== 'operation.unmasked') return;
  const shown = [...('photos' in entity ? entity.photos : []), 'media' in entity ? entity.media : null];
  if (shown.some((hash) => hash === data.media)) return;
  throw new GatewayError('unknown_subject', `"${entity.id}" shows no such picture`, { path: 'data.media' });
}

function lookUp(view: StateView, kinds: readonly TargetKind[], id: string): Target[] {
  return kinds.flatMap((kind) => {
    const entity = view.get(kind, id);
    return entity === undefined ? [] : [{ kind, entity }];
  });
}

function refusalOf(
  subject: string,
  kinds: readonly TargetKind[],
  named: EntityKind | undefined,
  found: readonly Target[],
): GatewayError {
  const path = 'subject';
  if (found.length > 1) {
    const refs = found.map(({ kind, entity }) => entityRef(kind, entity.id)).join(' and ');
    return new GatewayError('invalid_command', `subject could be ${refs}; name the kind`, { path });
  }
  if (named !== undefined && !kinds.some((kind) => kind === named)) {
    return new GatewayError('invalid_command', `this command is about ${kinds.join(' or ')}, not ${named}`, {
      path,
    });
  }
  return new GatewayError('unknown_subject', `no ${kinds.join(' or ')} "${subject}" is on the wall now`, {
    path,
  });
}

function draftOf({ command, key }: Given, { kind, entity }: Target, now: number): DraftEntry {
  const { type, by, seen } = command;
  const said = parse(EVENT_TYPES[type].data, scrubData(command.data), 'invalid_command', 'data');
  const data = { ...(said as Record<string, unknown>), by, ...(seen === undefined ? {} : { seen }) };
  // An alarm that becomes graver meanwhile is another one than it was judged on, also when the seat did not say which it saw.
  const judged = kind === 'alarm' ? { seen: entity.version } : {};
  // A clear picture opens to the key that asked for it. Not in the digest: a command sent again is the same by any key.
  const asker = type === 'operation.unmasked' ? { key } : {};
  const subject = entityRef(kind, entity.id);
  const title = type === 'operation.linked' && 'ruleName' in entity ? { title: warningTitle(entity) } : {};
  return {
    feed: 'operation',
    type,
    v: EVENT_TYPES[type].version,
    id: command.id,
    source: `urn:yitu:console:${by.seat}`,
    subject,
    time: now,
    receivedAt: now,
    sequence: null,
    producerEpoch: 0,
    reality: entity.reality,
    producer: CONSOLE_PRODUCER,
    area: 'area' in entity ? entity.area : (entity.village ?? entity.street),
    flags: [],
    data: { ...title, ...judged, ...asker, ...data },
    digest: digestOf({ type, subject, data }),
  };
}

/** A command that is sent again finds the entity changed, by its own first copy or since: that is no reason to refuse it. */
const isRecorded = async (log: EventLog, draft: DraftEntry) => (await log.find(draft)) !== null;

async function append(log: EventLog, draft: DraftEntry): Promise<CommandReply> {
  const { outcomes, durability } = await log.append([draft]);
  const [outcome] = outcomes;
  if (outcome === undefined) throw new GatewayError('internal', 'the log did not answer for this command');
  if (outcome.status === 'conflict') {
    throw new GatewayError(
      'id_conflict',
      'another command of this seat has this id; give each command its own',
      {
        path: 'id',
      },
    );
  }
  const { position } = outcome;
  const status = outcome.status === 'new' ? 201 : 200;
  return { status, position: formatPosition(position), n: position.n, durability };
}
