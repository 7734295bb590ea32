import { describe, expect, it } from 'vitest';
import { decodeEntry, decodeStream, FIELDS } from '../../../../../gateway/log/redis/codec.ts';

const VALUES: Readonly<Record<string, string>> = {
  e: 'e1',
  h: 'h7',
  id: 'a 1\n2',
  source: 'urn:yitu:示例',
  subject: 'A-1',
  type: 'alarm.raised',
  v: '1',
  time: '2026-11-20T07:19:00.000Z',
  received: '2026-11-20T07:19:01.000Z',
  sequence: '3',
  producer: 'p',
  epoch: '2',
  reality: 'simulated',
  area: '',
  flags: 'clock_skew',
  data: '{"title":"烟感告警 🚒"}',
  digest: 'd',
  healed: '',
};

/** As `read.lua` writes it. */
function written(id: string, values: Readonly<Record<string, string>>): Buffer {
  const texts = [id, ...FIELDS.map((name) => values[name] ?? '')];
  const lengths = texts.map((text) => Buffer.byteLength(text));
  return Buffer.from(`${lengths.join(' ')}\n${texts.join('')}`);
}

describe('the entries of a stream in one text', () => {
  it('are what the same entries are field by field, in any order of the fields', () => {
    const both = Buffer.concat([written('7-0', VALUES), written('9-0', { ...VALUES, area: '990101' })]);
    const fields = (values: Readonly<Record<string, string>>) => Object.entries(values).reverse().flat();
    expect(decodeStream('alarm', both)).toEqual([
      decodeEntry('alarm', ['7-0', fields(VALUES)]),
      decodeEntry('alarm', ['9-0', fields({ ...VALUES, area: '990101' })]),
    ]);
    expect(decodeStream('alarm', both)[0]).toMatchObject({
      n: 7,
      id: 'a 1\n2',
      data: '{"title":"烟感告警 🚒"}',
      area: null,
      healed: null,
    });
  });

  it('are none of nothing, and empty where a foreign hand left something out', () => {
    expect(decodeStream('alarm', Buffer.alloc(0))).toEqual([]);
    const [entry] = decodeStream('alarm', written('7-0', { type: 'alarm.raised' }));
    expect(entry).toEqual(decodeEntry('alarm', ['7-0', ['type', 'alarm.raised']]));
  });
});
