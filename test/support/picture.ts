import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** What stands on the map without being drawn by it: names, legend, callout, inset. They have colours enough of their own. */
const AROUND = '.map-dock, .map-above, .map-notice, .map-leader { opacity: 0 !important; }';
const CANVASES = '.map-host canvas { opacity: 0 !important; }';
/** Of a colour of a mark, whose edges are smoothed. */
const NEAR = 12;

/**
 * How many clearly different colours the ground and the marks of a map bring to the browser's picture: a blank or
 * broken map brings none, whatever stands around and above it.
 */
export async function coloursIn(page: Page, selector: string): Promise<number> {
  const whole = await coloursOf(page, selector, AROUND);
  return whole - (await coloursOf(page, selector, `${AROUND} ${CANVASES}`));
}

/** Asked of the page: the driver's own question needs what came after Chromium 90. */
function boxOf(page: Page, selector: string) {
  return page.evaluate((wanted) => {
    const box = document.querySelector(wanted)?.getBoundingClientRect();
    return box === undefined ? null : { x: box.x, y: box.y, width: box.width, height: box.height };
  }, selector);
}

/** The picture is read back by the browser itself; nothing else here can decode one. */
async function coloursOf(page: Page, selector: string, style: string): Promise<number> {
  const box = await boxOf(page, selector);
  if (box === null) return 0;
  const picture = await page.screenshot({ clip: box, style });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (context === null) return 0;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4 * 7) {
      seen.add((((data[i] ?? 0) >> 4) << 8) | (((data[i + 1] ?? 0) >> 4) << 4) | ((data[i + 2] ?? 0) >> 4));
    }
    return seen.size;
  }, picture.toString('base64'));
}

/**
 * Share of a map's picture that is painted in a colour of the theme, whatever stands around and above the map left out: no ground,
 * river or road has the colour of a level.
 */
export async function shareOfToken(page: Page, selector: string, token: string): Promise<number> {
  const box = await boxOf(page, selector);
  if (box === null) return 0;
  const colour = await page.evaluate(
    (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(),
    token,
  );
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const picture = await page.screenshot({ clip: box, style: AROUND });
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let found = 0;
  for (let at = 0; at < data.length; at += 3)
    if (wanted.every((part, channel) => Math.abs((data[at + channel] ?? 0) - part) < NEAR)) found += 1;
  return found / (info.width * info.height);
}
