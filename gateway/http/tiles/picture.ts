const SIGNATURES: readonly (readonly [type: string, at: number, bytes: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
];

/** Media type of a tile by its first bytes, whatever a server calls it; null for anything that is no picture. */
export function pictureType(bytes: Uint8Array): string | null {
  const found = SIGNATURES.find(([, at, start]) => start.every((byte, index) => bytes[at + index] === byte));
  return found?.[0] ?? null;
}
