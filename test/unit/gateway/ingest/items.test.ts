import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../gateway/contract/errors.ts';
import { readEvents } from '../../../../gateway/ingest/items.ts';

const NDJSON = 'application/x-ndjson';
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const told = (body: Uint8Array) =>
  readEvents(body, NDJSON).events.map((event) =>
    'fault' in event ? [event.i, event.fault.code, event.fault.message] : [event.i, event.value],
  );
const refusal = (body: Uint8Array, mediaType: string) => {
  try {
    readEvents(body, mediaType);
  } catch (error) {
    return error instanceof GatewayError ? error.code : error;
  }
  return null;
};

describe('lines of events', () => {
  it('are taken, and one that is not UTF-8 is refused alone, by its number', () => {
    expect(told(bytes('{"a":1}\n', [0xbe, 0xae, 0x0a], '\n{"井":"盖"}'))).toEqual([
      [0, { a: 1 }],
      [1, 'unreadable_body', expect.stringContaining('line 1 must be UTF-8')],
      [3, { 井: '盖' }],
    ]);
  });

  it('are no lines of events when not one of them can be read and the text is not UTF-8', () => {
    expect(refusal(bytes([0xff, 0xfe, 0x0a], 'no JSON'), NDJSON)).toBe('unreadable_body');
  });

  it('are looked at alone only where they are lines', () => {
    expect(refusal(bytes('[1,', [0xff], ']'), 'application/json')).toBe('unreadable_body');
  });
});
