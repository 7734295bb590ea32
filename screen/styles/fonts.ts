/** Weights that canvas text is drawn in. */
const WEIGHTS = [400, 500, 600] as const;

/**
 * Waits until the bundled faces have the glyphs of `text`: canvas text neither triggers nor awaits font loading,
 * so whoever draws text on a canvas asks first. Resolves also when a face cannot be had; the fallback is drawn then.
 */
export async function loadFonts(text: string, font: string): Promise<void> {
  await Promise.allSettled(WEIGHTS.map((weight) => document.fonts.load(`${weight} 20px ${font}`, text)));
}

/**
 * Loads every bundled face, one after another, while the wall is already at work. Later text, such as the words of
 * trouble, must be drawable when the gateway, which serves the faces, is what is in trouble.
 */
export async function keepAllFaces(faces: Iterable<FontFace>): Promise<void> {
  for (const face of [...faces]) await face.load().catch(() => undefined);
}
