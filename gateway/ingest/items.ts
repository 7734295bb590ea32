import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { GatewayError } from '../contract/errors.ts';
import { decodeUtf8, parseJson, utf8OrNull } from './json.ts';

/** One event as it came: parsed, or the reason why it could not be. */
export type RawEvent = { readonly i: number; readonly text?: string } & (
  | { readonly value: unknown }
  | { readonly fault: GatewayError }
);

/** What a request carried. `single`: the status of the one event is the status of the answer. */
export interface RawEvents {
  readonly single: boolean;
  readonly events: readonly RawEvent[];
}

/**
 * Reads a body by its media type. A line of NDJSON fails alone; a JSON body fails as a whole.
 * @throws {GatewayError} `unreadable_body`, `batch_too_large`
 */
export function readEvents(bytes: Uint8Array, mediaType: string): RawEvents {
  if (mediaType === 'application/x-ndjson') return { single: false, events: limited(lines(bytes)) };
  const value = parseJson(decodeUtf8(bytes));
  if (mediaType === 'application/cloudevents-batch+json' && !Array.isArray(value)) {
    throw new GatewayError('unreadable_body', 'a batch is a JSON array of events');
  }
  const many = Array.isArray(value) && mediaType !== 'application/cloudevents+json';
  return many
    ? { single: false, events: limited(value.map((each: unknown, i) => ({ i, value: each }))) }
    : { single: true, events: [{ i: 0, value }] };
}

function limited(events: readonly RawEvent[]): readonly RawEvent[] {
  refuseLongBatch(events.length);
  return events;
}

/** @throws {GatewayError} `batch_too_large` */
export function refuseLongBatch(events: number): void {
  if (events <= INGEST_LIMITS.batch) return;
  throw new GatewayError(
    'batch_too_large',
    `${events} events; at most ${INGEST_LIMITS.batch} fit in one batch: send the rest in another`,
  );
}

/** The bytes between two line ends are never part of another character, so that each line can be decoded alone. */
function lines(bytes: Uint8Array): RawEvent[] {
  const text = utf8OrNull(bytes);
  const read =
    text === null
      ? splitBytes(bytes).map((line, i) => readBytes(line, i))
      : text.split('\n').map((line, i) => readLine(line, i));
  const events = read.filter((event) => event !== null);
  if (text === null && events.every((event) => 'fault' in event)) decodeUtf8(bytes);
  return events;
}

function splitBytes(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  let from = 0;
  for (let to = bytes.indexOf(LINE_END); to >= 0; to = bytes.indexOf(LINE_END, from)) {
    found.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return [...found, bytes.subarray(from)];
}

const LINE_END = 0x0a;

function readBytes(bytes: Uint8Array, i: number): RawEvent | null {
  const text = utf8OrNull(bytes);
  if (text !== null) return readLine(text, i);
  const fault = new GatewayError(
    'unreadable_body',
    `line ${i} must be UTF-8 text; convert it (GBK is not taken)`,
  );
  return { i, fault, text: Buffer.from(bytes).toString('utf8') };
}

/** Null for an empty line. */
function readLine(line: string, i: number): RawEvent | null {
  if (line.trim() === '') return null;
  try {
    const bytes = Buffer.byteLength(line);
    if (bytes > INGEST_LIMITS.lineBytes) {
      throw new GatewayError(
        'line_too_long',
        `line ${i} has ${bytes} bytes; a line may have ${INGEST_LIMITS.lineBytes}`,
      );
    }
    return { i, value: parseJson(line) };
  } catch (fault) {
    if (fault instanceof GatewayError) return { i, fault, text: line };
    throw fault;
  }
}
