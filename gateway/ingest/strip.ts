/**
 * A picture without anything but the picture: no place, time, device, author, comment, thumbnail or appended file.
 * Segments that decide how the pixels look are copied byte for byte, nothing is decoded; a second frame is left out.
 * @returns null when the file is cut or not put together as its format asks
 */
export function stripPicture(bytes: Uint8Array, type: string): Uint8Array | null {
  try {
    if (type === 'image/png') return stripPng(bytes);
    return type === 'image/webp' ? stripWebp(bytes) : stripJpeg(bytes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function name(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function whole(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (to > bytes.byteLength) throw new RangeError('the file is cut');
  return bytes.subarray(from, to);
}

const PNG_SIGNATURE = 8;
/** Chunks without which the picture looks otherwise. */
const PNG_KEPT: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
]);

/** Chunks: length, name, data, checksum; nothing counts behind IEND. */
function stripPng(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept = [whole(bytes, 0, PNG_SIGNATURE)];
  for (let at = PNG_SIGNATURE; at < bytes.byteLength; ) {
    const end = at + 12 + view.getUint32(at);
    const chunk = name(bytes, at + 4);
    if (PNG_KEPT.has(chunk)) kept.push(whole(bytes, at, end));
    if (chunk === 'IEND') break;
    at = end;
  }
  return Buffer.concat(kept);
}

const RIFF_HEAD = 12;
const WEBP_KEPT: ReadonlySet<string> = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH']);
/** Bit of VP8X that stays: alpha. Profile, EXIF, XMP and animation are not there any more. */
const WEBP_ALPHA = 0x10;

/** Chunks: name, length, data padded to an even length; the file's own length stands in its head. */
function stripWebp(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [];
  let at = RIFF_HEAD;
  const last = Math.min(bytes.byteLength, 8 + view.getUint32(4, true));
  while (at + 8 <= last) {
    const length = view.getUint32(at + 4, true);
    const chunk = name(bytes, at);
    const end = at + 8 + length;
    if (chunk === 'ANMF') return null;
    if (WEBP_KEPT.has(chunk))
      kept.push(evened(chunk === 'VP8X' ? plain(whole(bytes, at, end)) : whole(bytes, at, end)));
    at = end + (length % 2);
  }
  if (kept.length === 0) return null;
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.byteLength, 4);
  return Buffer.concat([head, body]);
}

function plain(vp8x: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(vp8x);
  copy[8] = (copy[8] ?? 0) & WEBP_ALPHA;
  return copy;
}

function evened(chunk: Uint8Array): Uint8Array {
  return chunk.byteLength % 2 === 0 ? chunk : Buffer.concat([chunk, Buffer.alloc(1)]);
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Segments to the end of the picture; JFIF's thumbnail goes, of the application segments only Adobe's colours stay. */
function stripJpeg(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [Uint8Array.of(0xff, SOI)];
  for (let at = 2; at < bytes.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === EOI) return Buffer.concat([...kept, Uint8Array.of(0xff, EOI)]);
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else {
      const end = at + 2 + view.getUint16(at + 2);
      const to = marker === SOS ? endOfScan(bytes, end) : end;
      const segment = keptOf(marker, whole(bytes, at, to));
      if (segment !== null) kept.push(segment);
      at = to;
    }
  }
  return null;
}

/** JFIF head without thumbnail: marker, length 16, name, version, density, 0×0. */
const JFIF_BYTES = 18;

function keptOf(marker: number, segment: Uint8Array): Uint8Array | null {
  if (marker === APP0 && name(segment, 4) === 'JFIF' && segment.byteLength >= JFIF_BYTES) {
    const head = Uint8Array.from(segment.subarray(0, JFIF_BYTES));
    head.set([0, JFIF_BYTES - 2], 2);
    head.set([0, 0], JFIF_BYTES - 2);
    return head;
  }
  if (marker === APP14 && name(segment, 4) === 'Adob') return segment;
  const dropped = marker === COM || (marker >= APP0 && marker <= APP15);
  return dropped ? null : segment;
}

/** Compressed data runs to the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.byteLength; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && !isBare(marker)) return at;
  }
  throw new RangeError('the file is cut');
}
