import type { CloudEvent } from '../cloudevent.ts';
import type { ProducerEventType } from '../event-types.ts';

/** What an event type says and one complete event of it, fit to be sent as it stands. */
export interface EventExample {
  readonly zh: string;
  readonly says: string;
  readonly event: CloudEvent;
}

/** Time of day on 2026-11-20; the examples are accepted whenever the gateway's clock is not before them. */
export const at = (time: string) => `2026-11-20T${time}:00+08:00`;

/** A picture of four grey points, as base64: what `EXAMPLE_MEDIA` is the SHA-256 of. */
export const EXAMPLE_PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mOoaOoBIgYIBQAqZgYZBFZ5xQAAAABJRU5ErkJggg==';
/** Answer of `POST /v1/media` to `EXAMPLE_PICTURE`. */
export const EXAMPLE_MEDIA = '49d28c38dda42ea0254e7aa59f84eef7fd3189277bf6102fe60c6c3dc4a8e721';

/** What differs from example to example. */
export interface Told {
  readonly zh: string;
  readonly says: string;
  readonly subject: string;
  readonly sequence: number;
  readonly time: string;
  readonly data: Record<string, unknown>;
}

const FEED_SOURCES = {
  case: 'urn:example:mediation',
  alarm: 'urn:example:iot',
  terminal: 'urn:example:terminals',
  video: 'urn:example:video',
  indicator: 'urn:example:hall',
} as const;

/** An example of a type, sent by the feed's own source under an id that says what it is. */
export function example(
  type: ProducerEventType,
  { zh, says, subject, sequence, time, data }: Told,
): EventExample {
  const source = FEED_SOURCES[type.slice(0, type.indexOf('.')) as keyof typeof FEED_SOURCES];
  const id = `${type}-${subject}-${sequence}`;
  return {
    zh,
    says,
    event: { specversion: '1.0', id, source, type, subject, time: at(time), sequence, data },
  };
}
