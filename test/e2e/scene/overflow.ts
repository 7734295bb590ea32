import type { Page } from 'playwright-core';
import type { WallProfile } from '../../../gateway/contract/wall.ts';
import { arcMinutes } from '../../../screen/shell/calibration.ts';

/** What carries meaning is seen under no less from the farthest seat (visual language, Type). */
const LEAST_ARC_MINUTES = 16;

/**
 * Runs in the page. A panel’s title, a place and a subject in words may end in an ellipsis by rule; anything else that is cut off
 * is a fault, whatever its style says.
 */
function findOverflows(): string[] {
  const slack = 1.5;
  const mayEnd = '.panel .title, .place, .what, .topic';
  const found: string[] = [];
  const nameOf = (element: Element) => {
    const panel = element.closest<HTMLElement>('[data-panel]')?.dataset.panel ?? 'shell';
    return `${panel}: ${element.className || element.tagName} “${(element.textContent ?? '').trim().slice(0, 30)}”`;
  };
  const shown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    const { visibility, opacity, clip, clipPath } = getComputedStyle(element);
    return (
      width > 2 &&
      height > 2 &&
      visibility === 'visible' &&
      opacity !== '0' &&
      clip === 'auto' &&
      clipPath === 'none'
    );
  };
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  /** Where the text of an element is seen: what its own clipping cuts off is not. */
  const seenBox = (element: Element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    let seen = { left, right, top, bottom };
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'hidden') continue;
      const box = at.getBoundingClientRect();
      seen = { ...seen, left: Math.max(seen.left, box.left), right: Math.min(seen.right, box.right) };
    }
    return seen;
  };
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push('the page scrolls');
  for (const panel of document.querySelectorAll(
    'section.panel, section.fault, .strip, .header, .footer, .legend',
  )) {
    const box = panel.getBoundingClientRect();
    for (const element of panel.querySelectorAll('*')) {
      if (!hasText(element) || !shown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const text = range.getBoundingClientRect();
      let clipped = false;
      for (let at: Element | null = element; at !== null && at !== panel; at = at.parentElement)
        if (getComputedStyle(at).textOverflow === 'ellipsis' && at.matches(mayEnd)) clipped = true;
      const out = text.bottom > box.bottom + slack || (!clipped && text.right > box.right + slack);
      if (out) found.push(`out of its panel, ${nameOf(element)}`);
      const own = getComputedStyle(element);
      if (!clipped && own.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + slack)
        found.push(`cut off, ${nameOf(element)}`);
    }
  }
  for (const panel of document.querySelectorAll(
    'section.panel, section.fault, .header, .footer, .legend, .callout',
  )) {
    const words = [...panel.querySelectorAll('*')]
      .filter((element) => hasText(element) && shown(element) && !element.querySelector('*'))
      .map((element) => ({ element, box: seenBox(element) }));
    for (const [i, a] of words.entries())
      for (const b of words.slice(i + 1)) {
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        const least = Math.min(a.box.bottom - a.box.top, b.box.bottom - b.box.top);
        if (wide > slack && high > least / 2)
          found.push(`written over one another, ${nameOf(a.element)} and ${nameOf(b.element)}`);
      }
  }
  const panels = [...document.querySelectorAll('section.panel')].map((panel) =>
    panel.getBoundingClientRect(),
  );
  for (const [i, a] of panels.entries())
    for (const b of panels.slice(i + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > slack && high > slack) found.push('two panels lie over one another');
    }
  return [...new Set(found)];
}

/** Runs in the page. Words that two displays of a spliced wall share; what only waits to be opened is none of them. */
function findOnSeams({ columns, rows }: { readonly columns: number; readonly rows: number }): string[] {
  const sharesOf = (count: number) => Array.from({ length: count - 1 }, (_, i) => (i + 1) / count);
  const lefts = sharesOf(columns).map((share) => share * innerWidth);
  const tops = sharesOf(rows).map((share) => share * innerHeight);
  const found: string[] = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, top, bottom, width } = range.getBoundingClientRect();
    const across = lefts.some((x) => left < x && x < right) || tops.some((y) => top < y && y < bottom);
    const text = (node.textContent ?? '').trim();
    if (width > 2 && text !== '' && across) found.push(`on a seam: ${text.slice(0, 40)}`);
  }
  return found;
}

/** Words that stand where two displays meet. */
export function wordsOnSeams(page: Page, splices: NonNullable<WallProfile['splices']>): Promise<string[]> {
  return page.evaluate(findOnSeams, splices);
}

/** What of the page is cut off, out of its place or over something else. */
export function overflows(page: Page): Promise<string[]> {
  return page.evaluate(findOverflows);
}

/** Runs in the page. Every size that something is written in, in CSS pixels, with some of the words. */
function findSizes(): { readonly px: number; readonly words: string }[] {
  const sizes = new Map<number, string>();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const text = (node.textContent ?? '').trim();
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    const at = node.parentElement;
    if (text === '' || width <= 2 || height <= 2 || at === null) continue;
    const style = getComputedStyle(at);
    if (style.visibility === 'visible') sizes.set(Number.parseFloat(style.fontSize), text.slice(0, 30));
  }
  return [...sizes].map(([px, text]) => ({ px, words: text }));
}

/** Words that nobody in the last row can read. */
export async function tooSmall(
  page: Page,
  metres: WallProfile['metres'],
  viewport: { readonly width: number; readonly height: number },
): Promise<string[]> {
  const sizes = await page.evaluate(findSizes);
  return sizes
    .map(({ px, words }) => ({ minutes: arcMinutes(px, viewport, metres), words }))
    .filter(({ minutes }) => minutes < LEAST_ARC_MINUTES)
    .map(({ minutes, words }) => `seen under ${minutes.toFixed(1)}′: ${words}`);
}
