import { expect, it } from 'vitest';
import { ERRORS } from '../../../../gateway/contract/errors.ts';
import { scrubText } from '../../../../gateway/ingest/scrub.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { door, EXAMPLE, event, producer, withData } from './door.ts';

const statuses = new Set([200, 201, ...Object.values(ERRORS).map(({ status }) => status)]);

/** The example with one attribute, or one field of its data, replaced by anything. */
const nearlyValid = fc.oneof(
  fc
    .tuple(fc.constantFrom(...Object.keys(EXAMPLE)), fc.jsonValue())
    .map(([key, value]) => event({ [key]: value })),
  fc
    .tuple(fc.constantFrom(...Object.keys(EXAMPLE.data)), fc.jsonValue())
    .map(([key, value]) => withData({ [key]: value })),
);

it('every JSON value gets a result with a status of the catalogue, and only valid ones an entry', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.jsonValue(), nearlyValid), { maxLength: 5 }), async (values) => {
      const { ingest, log } = door();
      const reply = await ingest.events(values, producer());
      expect(reply.results).toHaveLength(values.length);
      expect(reply.results.every(({ status }) => statuses.has(status) && status < 500)).toBe(true);
      expect(log.entries).toHaveLength(reply.accepted);
    }),
    numRuns(150),
  );
});

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((each) => each.join(''));
const words = fc.constantFrom('请联系', '电话：', '（', '投诉人', ' ', '', '、', '。');

it('no mobile number survives, however it is grouped and whatever stands around it', () => {
  const gap = fc.constantFrom('', ' ', '-');
  fc.assert(
    fc.property(
      words,
      fc.integer({ min: 3, max: 9 }),
      digits(9),
      gap,
      words,
      (before, second, rest, space, after) => {
        const number = `1${second}${rest}`;
        const written = [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(space);
        const clean = scrubText(before + written + after);
        expect(clean).toContain('［已隐去电话］');
        expect(clean).not.toMatch(/\d/);
      },
    ),
  );
});

it('scrubbing what was scrubbed changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(scrubText(scrubText(text))).toBe(scrubText(text));
    }),
  );
});
