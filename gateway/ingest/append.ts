import type { DraftEntry } from '../contract/entry.ts';
import { ERRORS, GatewayError } from '../contract/errors.ts';
import type { EventResult, IngestReply } from '../contract/http.ts';
import { formatPosition } from '../contract/position.ts';
import { DURABILITIES, type Durability } from '../contract/vocabulary.ts';
import type { AppendOutcome, AppendResult, EventLog } from '../log/port.ts';
import { admit, type DoorContext } from './admit.ts';
import type { Deadline } from './deadline.ts';
import type { RawEvent } from './items.ts';
import type { Media } from './media.ts';

/** Drafts that the log takes in one atomic append. */
const CHUNK = 64;

/** Where events and their pictures go, and how long that may take. */
interface Into {
  readonly log: EventLog;
  readonly media: Media;
  readonly deadline: Deadline;
}

/** What happened to one event, for whoever counts and keeps it. */
export type Observer = (raw: RawEvent, result: EventResult, fault: GatewayError | null) => void;

/**
 * Judges and appends events in their order, `CHUNK` at a time, so that a full batch never holds the event loop for long.
 * When the log fails, the rest is still judged, and what is valid is answered 503: a refusal stays a refusal.
 */
export async function appendAll(
  into: Into,
  events: readonly RawEvent[],
  context: DoorContext,
  observe: Observer,
): Promise<IngestReply> {
  const results: EventResult[] = [];
  let durability: Durability | null = null;
  let unavailable: GatewayError | null = null;
  for (let from = 0; from < events.length; from += CHUNK) {
    const judged = events.slice(from, from + CHUNK).map((raw) => judge(raw, context));
    const drafts = judged.flatMap(({ draft }) => draft ?? []);
    const appended: Appended = unavailable ?? (await tryAppend(into, drafts));
    if (appended instanceof GatewayError) unavailable = appended;
    else if (drafts.length > 0) durability = weaker(durability, appended.durability);
    results.push(...settle(judged, appended, observe));
  }
  return summary(results, durability ?? into.log.durability());
}

/** What the log answered for a chunk, or why it did not. */
type Appended = AppendResult | GatewayError;

interface Judged {
  readonly raw: RawEvent;
  readonly draft?: DraftEntry;
  readonly fault?: GatewayError;
}

function judge(raw: RawEvent, context: DoorContext): Judged {
  try {
    if ('fault' in raw) throw raw.fault;
    return { raw, draft: admit(raw.value, context) };
  } catch (fault) {
    if (fault instanceof GatewayError) return { raw, fault };
    throw fault;
  }
}

async function tryAppend(into: Into, drafts: readonly DraftEntry[]): Promise<Appended> {
  if (drafts.length === 0) return { outcomes: [], durability: into.log.durability() };
  try {
    return await into.deadline.within(() => appendWithPictures(into, drafts));
  } catch (error) {
    if (error instanceof GatewayError && ERRORS[error.code].status === ERRORS.log_unavailable.status)
      return error;
    throw error;
  }
}

async function appendWithPictures(
  { log, media }: Into,
  drafts: readonly DraftEntry[],
): Promise<AppendResult> {
  await media.shape(drafts);
  const appended = await log.append(drafts);
  await media.keep(drafts.flatMap(photosOf), drafts[0]?.receivedAt ?? 0);
  return appended;
}

/** Pictures of items: shown as long as items are. */
function photosOf({ feed, data }: DraftEntry): readonly string[] {
  return feed === 'case' && Array.isArray(data.photos) ? (data.photos as string[]) : [];
}

/** Joins each event with the outcome of its draft; refused events have none. */
function settle(judged: readonly Judged[], appended: Appended, observe: Observer): EventResult[] {
  const outcomes = appended instanceof GatewayError ? [] : [...appended.outcomes];
  return judged.map(({ raw, draft, fault }) => {
    const outcome = draft === undefined ? undefined : outcomes.shift();
    const problem = fault ?? problemOf(outcome, appended);
    const result =
      draft === undefined || outcome === undefined
        ? refused(raw, problem ?? new GatewayError('internal', 'the log did not answer for this event'))
        : placed(raw.i, draft, outcome, problem);
    observe(raw, result, problem);
    return result;
  });
}

function problemOf(outcome: AppendOutcome | undefined, appended: Appended): GatewayError | null {
  if (appended instanceof GatewayError) return appended;
  return outcome?.status === 'conflict' ? conflict() : null;
}

function conflict(): GatewayError {
  return new GatewayError(
    'id_conflict',
    'an event with this source and id, and another content, is recorded at this position; give a new event a new id',
    { path: 'id' },
  );
}

function refused(raw: RawEvent, problem: GatewayError): EventResult {
  return { i: raw.i, status: ERRORS[problem.code].status, id: idOf(raw), ...problemFields(problem) };
}

function placed(
  i: number,
  draft: DraftEntry,
  { status, position }: AppendOutcome,
  problem: GatewayError | null,
): EventResult {
  return {
    i,
    status: { new: 201, duplicate: 200, conflict: 409 }[status],
    id: draft.id,
    position: formatPosition(position),
    n: position.n,
    ...(problem === null ? {} : problemFields(problem)),
    ...(draft.flags.length === 0 ? {} : { flags: draft.flags }),
  };
}

function problemFields({ code, message, path }: GatewayError) {
  return { code, detail: message, ...(path === null ? {} : { path }), retryable: ERRORS[code].retryable };
}

function idOf(raw: RawEvent): string | null {
  const value = 'value' in raw ? raw.value : null;
  const id = value !== null && typeof value === 'object' && 'id' in value ? value.id : null;
  return typeof id === 'string' && id.length <= 200 ? id : null;
}

function weaker(a: Durability | null, b: Durability): Durability {
  return a === null || DURABILITIES.indexOf(b) > DURABILITIES.indexOf(a) ? b : a;
}

function summary(results: readonly EventResult[], durability: Durability): IngestReply {
  const accepted = results.filter(({ status }) => status === 201).length;
  const duplicates = results.filter(({ status }) => status === 200).length;
  return { accepted, duplicates, rejected: results.length - accepted - duplicates, durability, results };
}
