import { describe, expect, it } from 'vitest';
import { stripPicture } from '../../../../gateway/ingest/strip.ts';
import fc, { numRuns } from '../../../support/property.ts';

const SECRET = 'GPS 25.6000,103.8200';
const latin = (text: string) => Buffer.from(text, 'latin1');

const chunk = (name: string, body: Uint8Array) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.byteLength);
  return Buffer.concat([length, latin(name), body, Buffer.from([1, 2, 3, 4])]);
};
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const IHDR = chunk('IHDR', Buffer.from([0, 0, 2, 0x80, 0, 0, 1, 0xe0, 8, 2, 0, 0, 0]));
const IDAT = chunk('IDAT', latin('pixels'));
const IEND = chunk('IEND', Buffer.alloc(0));
const png = (...more: Uint8Array[]) => Buffer.concat([SIGNATURE, IHDR, ...more, IDAT, IEND]);

const segment = (marker: number, body: Uint8Array) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.byteLength + 2, 2);
  return Buffer.concat([head, body]);
};
const jfif = (thumbnail: Uint8Array) =>
  segment(0xe0, Buffer.concat([latin('JFIF\0'), Buffer.from([1, 2, 0, 0, 1, 0, 1, 1, 1]), thumbnail]));
const plainJfif = segment(0xe0, Buffer.concat([latin('JFIF\0'), Buffer.from([1, 2, 0, 0, 1, 0, 1, 0, 0])]));
const frame = segment(0xc2, Buffer.from([8, 1, 0xe0, 2, 0x80, 1, 1, 0x11, 0]));
const scan = Buffer.concat([
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([7, 0xff, 0, 8, 0xff, 0xd0, 9]),
]);
const table = segment(0xc4, Buffer.from([0, 1, 2]));
const EOI = Buffer.from([0xff, 0xd9]);
const jpeg = (...parts: Uint8Array[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts]);

const riffChunk = (name: string, body: Uint8Array) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.byteLength);
  return Buffer.concat([latin(name), length, body, Buffer.alloc(body.byteLength % 2)]);
};
const webp = (...chunks: Uint8Array[]) => {
  const body = Buffer.concat(chunks);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(4 + body.byteLength);
  return Buffer.concat([latin('RIFF'), size, latin('WEBP'), body]);
};
const vp8x = (flags: number) => riffChunk('VP8X', Buffer.from([flags, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]));
const lossy = riffChunk('VP8 ', Buffer.from([0, 0, 0, 0x9d, 1, 0x2a, 0x80, 2, 0xe0, 1, 5]));

const TRAILER = latin(`appended ${SECRET}`);

describe('a picture that is taken in', () => {
  it.each([
    [
      'image/png',
      Buffer.concat([
        png(chunk('tEXt', latin(SECRET)), chunk('eXIf', latin(SECRET)), chunk('tIME', latin(SECRET))),
        TRAILER,
      ]),
      png(),
    ],
    [
      'image/jpeg',
      jpeg(
        jfif(latin(SECRET)),
        segment(0xe1, latin(`Exif\0\0${SECRET}`)),
        segment(0xfe, latin(SECRET)),
        segment(0xed, latin(SECRET)),
        frame,
        scan,
        table,
        segment(0xe1, latin(SECRET)),
        scan,
        EOI,
        TRAILER,
      ),
      jpeg(plainJfif, frame, scan, table, scan, EOI),
    ],
    [
      'image/webp',
      Buffer.concat([
        webp(
          vp8x(0x3c),
          riffChunk('ICCP', latin(SECRET)),
          lossy,
          riffChunk('EXIF', latin(SECRET)),
          riffChunk('XMP ', latin(SECRET)),
        ),
        TRAILER,
      ]),
      webp(vp8x(0x10), lossy),
    ],
  ])('%s keeps its pixels and nothing else', (type, sent, expected) => {
    const kept = stripPicture(sent, type);
    expect(kept === null ? null : Buffer.from(kept).toString('hex')).toBe(expected.toString('hex'));
    expect(Buffer.from(stripPicture(expected, type) ?? []).equals(expected)).toBe(true);
  });

  it('keeps the colours of an Adobe file', () => {
    const adobe = segment(0xee, Buffer.concat([latin('Adobe'), Buffer.from([0, 100, 0, 0, 0, 0, 1])]));
    const sent = jpeg(adobe, frame, scan, EOI);
    expect(Buffer.from(stripPicture(sent, 'image/jpeg') ?? []).equals(sent)).toBe(true);
  });

  it.each([
    ['a JPEG cut in its scan', 'image/jpeg', jpeg(frame, scan)],
    ['a JPEG with stray bytes', 'image/jpeg', jpeg(Buffer.from([1, 2]), frame, scan, EOI)],
    ['a PNG cut in a chunk', 'image/png', png().subarray(0, 50)],
    ['an animated WebP', 'image/webp', webp(vp8x(2), riffChunk('ANMF', lossy))],
    ['a WebP without a picture', 'image/webp', webp(riffChunk('EXIF', latin(SECRET)))],
  ])('%s is refused', (_what, type, sent) => {
    expect(stripPicture(sent, type)).toBeNull();
  });

  it('no file makes it fail, nor grow by more than its head', () => {
    const types = fc.constantFrom('image/png', 'image/jpeg', 'image/webp');
    const heads = fc.constantFrom(
      SIGNATURE,
      Buffer.from([0xff, 0xd8, 0xff, 0xda]),
      latin('RIFF\xff\0\0\0WEBPVP8 '),
    );
    fc.assert(
      fc.property(types, heads, fc.uint8Array({ maxLength: 200 }), (type, head, tail) => {
        const kept = stripPicture(Buffer.concat([head, tail]), type);
        expect((kept?.byteLength ?? 0) <= head.byteLength + tail.byteLength + 2).toBe(true);
      }),
      numRuns(500),
    );
  });
});
