import { readFileSync, statSync, truncateSync } from 'node:fs';

export function sizeOf(file: string): number {
  return statSync(file).size;
}

/** Cuts a file's tail as a power cut with a lying disk does. Returns how many bytes went. */
export function cutTo(file: string, bytes: number): number {
  const before = sizeOf(file);
  if (bytes < before) truncateSync(file, bytes);
  return before - Math.min(before, bytes);
}

/** Layout of SQLite's write-ahead log: a header, then frames of a header and one page. Numbers are big-endian. */
const HEADER_BYTES = 32;
const PAGE_SIZE_AT = 8;
const SALT_AT = 16;
const FRAME_BYTES = 24;
const FRAME_COMMIT_AT = 4;
const FRAME_SALT_AT = 8;
const SALT_BYTES = 8;

/** Where each commit of the write-ahead log ends, in its order. Frames of an earlier round are not among them. */
export function commitsOf(wal: Uint8Array): readonly number[] {
  const bytes = Buffer.from(wal.buffer, wal.byteOffset, wal.byteLength);
  if (bytes.length < HEADER_BYTES) return [];
  const frame = FRAME_BYTES + bytes.readUInt32BE(PAGE_SIZE_AT);
  const salt = bytes.subarray(SALT_AT, SALT_AT + SALT_BYTES);
  const ends: number[] = [];
  for (let at = HEADER_BYTES; at + frame <= bytes.length; at += frame) {
    if (!bytes.subarray(at + FRAME_SALT_AT, at + FRAME_SALT_AT + SALT_BYTES).equals(salt)) break;
    if (bytes.readUInt32BE(at + FRAME_COMMIT_AT) > 0) ends.push(at + frame);
  }
  return ends;
}

/** Cuts the last `commits` commits off a write-ahead log that nobody has open. Returns how many bytes went. */
export function cutCommits(wal: string, commits: number): number {
  const ends = commitsOf(readFileSync(wal));
  const keep = ends.at(-1 - commits) ?? HEADER_BYTES;
  const last = ends.at(-1) ?? HEADER_BYTES;
  cutTo(wal, keep);
  return last - keep;
}
