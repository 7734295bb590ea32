import type { TrackFix } from './fix.ts';

/** First byte of a packed track; what begins otherwise was written by another version and is not read. */
const FORM = 1;
const HEAD = 1;
/** Instant and `n` as 64-bit floats, degrees as 32-bit integers of 1e-7, the mark as two 32-bit halves. */
const SIZE = 32;
const PER_DEGREE = 1e7;

/** Fixes as bytes: a track of a quarter of an hour takes some hundred. */
export function packTrack(fixes: readonly TrackFix[]): Uint8Array {
  const bytes = new Uint8Array(HEAD + fixes.length * SIZE);
  const view = new DataView(bytes.buffer);
  bytes[0] = FORM;
  fixes.forEach(({ at, lng, lat, n, mark }, i) => {
    const from = HEAD + i * SIZE;
    view.setFloat64(from, at);
    view.setFloat64(from + 8, n);
    view.setInt32(from + 16, Math.round(lng * PER_DEGREE));
    view.setInt32(from + 20, Math.round(lat * PER_DEGREE));
    view.setUint32(from + 24, mark.hi);
    view.setUint32(from + 28, mark.lo);
  });
  return bytes;
}

/** What `packTrack` wrote; empty for anything else. */
export function unpackTrack(bytes: Uint8Array): TrackFix[] {
  const count = (bytes.length - HEAD) / SIZE;
  if (bytes[0] !== FORM || !Number.isInteger(count)) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: count }, (_, i) => {
    const from = HEAD + i * SIZE;
    return {
      at: view.getFloat64(from),
      n: view.getFloat64(from + 8),
      lng: view.getInt32(from + 16) / PER_DEGREE,
      lat: view.getInt32(from + 20) / PER_DEGREE,
      mark: { hi: view.getUint32(from + 24), lo: view.getUint32(from + 28) },
    };
  });
}
