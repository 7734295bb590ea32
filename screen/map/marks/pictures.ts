import type { Colours } from '../../styles/tokens.ts';
import { type MarkName, markUrl } from './marks.ts';

const known = new Map<string, Promise<HTMLImageElement>>();

function load(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error('a mark cannot be drawn as a picture'));
    picture.src = url;
  });
}

/** The picture of a mark in the colours of a theme: read once for the page, however many maps draw it, and how often. */
export function markPicture(name: MarkName, colours: Colours): Promise<HTMLImageElement> {
  const url = markUrl(name, colours);
  const picture = known.get(url) ?? load(url);
  known.set(url, picture);
  return picture;
}
