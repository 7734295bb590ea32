import { describe, expect, it } from 'vitest';
import { instantMs } from '../../../../mock-feeds/replay/instant.ts';

const newYork = (text: string) => {
  const ms = instantMs(text, 'America/New_York');
  return ms === null ? null : new Date(ms).toISOString();
};

describe('instants of a table', () => {
  it('are wall-clock time of the zone, in winter and in summer', () => {
    expect(newYork('2022-01-21 13:47:00')).toBe('2022-01-21T18:47:00.000Z');
    expect(newYork('2022-07-21T13:47')).toBe('2022-07-21T17:47:00.000Z');
  });

  it('keep an offset of their own', () => {
    expect(newYork('2022-01-21T13:47:00+08:00')).toBe('2022-01-21T05:47:00.000Z');
    expect(newYork('2022-01-21T13:47:00Z')).toBe('2022-01-21T13:47:00.000Z');
  });

  it('in the hour that the clock skips are read with the offset before the jump', () => {
    expect(newYork('2022-03-13 01:59:59')).toBe('2022-03-13T06:59:59.000Z');
    expect(newYork('2022-03-13 02:30:00')).toBe('2022-03-13T07:30:00.000Z');
    expect(newYork('2022-03-13 03:00:00')).toBe('2022-03-13T07:00:00.000Z');
  });

  it('in the hour that comes twice are the first of the two', () => {
    expect(newYork('2022-11-06 01:30:00')).toBe('2022-11-06T05:30:00.000Z');
    expect(newYork('2022-11-06 02:00:00')).toBe('2022-11-06T07:00:00.000Z');
  });

  it('read milliseconds', () => {
    expect(newYork('2022-01-03 10:11:24.5')).toBe('2022-01-03T15:11:24.500Z');
  });

  it.each(['', 'soon', '2022-02-30 10:00', '2022-13-01 10:00', '01/02/2022 10:00', '2022-01-01'])(
    'refuse “%s”',
    (text) => {
      expect(newYork(text)).toBeNull();
    },
  );
});
