import type { PixelPoint, PixelSize } from '../geo/mercator.ts';

/** A thin line from a name that stands beside its area to the point where it belongs, with a dot there. */
export interface Tie {
  draw(centre: PixelPoint, name: { readonly anchor: PixelPoint; readonly size: PixelSize }): void;
  remove(): void;
}

/** Share of the way from the middle of a name to a point at which its rectangle ends. */
function edgeShare({ x, y }: PixelPoint, { width, height }: PixelSize): number {
  return Math.min(1, width / 2 / Math.max(1, Math.abs(x)), height / 2 / Math.max(1, Math.abs(y)));
}

/** @param host below the marks: the line strikes none of them through */
export function createTie(host: HTMLElement): Tie {
  const element = document.createElement('div');
  element.className = 'map-name-tie';
  host.append(element);
  return {
    draw(centre, { anchor, size }) {
      const way = { x: anchor.x - centre.x, y: anchor.y - centre.y };
      const share = edgeShare(way, size);
      const [left, top] = [centre.x + way.x * share, centre.y + way.y * share];
      element.style.width = `${(1 - share) * Math.hypot(way.x, way.y)}px`;
      element.style.transform = `translate(${left}px, ${top}px) rotate(${Math.atan2(way.y, way.x)}rad)`;
    },
    remove: () => element.remove(),
  };
}
