import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { GatewayError } from '../contract/errors.ts';
import { decodeUtf8, parseJson } from './json.ts';

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
  const text = decodeUtf8(bytes);
  if (mediaType === 'application/x-ndjson') return { single: false, events: limited(lines(text)) };
  const value = parseJson(text);
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

function lines(text: string): RawEvent[] {
  return text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [readLine(line, i)]));
}

function readLine(line: string, i: number): RawEvent {
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
