import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Box } from '../geo/fit.ts';
import type { PixelPoint, PixelSize } from '../geo/mercator.ts';
import type { Rings } from '../geo/polygon.ts';
import { badgeInk, COUNTS } from '../marks/badge.ts';
import type { LayerContext, Mark } from '../port.ts';
import { projectToScreen, type View } from '../view/view.ts';
import { placeLabels } from './place.ts';
import { hasStrayed, straying } from './rooms.ts';
import { createTie, type Tie } from './tie.ts';

/** A name on the map: an element that is moved to where there is room for it. */
export interface NameLabel {
  readonly id: string;
  readonly at: LngLat;
  /** The area that is named: the name stands in it as far as it can. Absent: anywhere near. */
  readonly area?: readonly Rings[];
  readonly element: HTMLElement;
  /** Lower ones choose their place first. */
  readonly rank: number;
  /** Zoom steps closer than the county from which it is written. */
  readonly fromCloseness: number;
  /** Rather left out than written over a mark. */
  readonly shy: boolean;
}

export interface Obstacles {
  /** Marks that no name may cover. */
  readonly loud: readonly Mark[];
  /** Marks that names step aside for. */
  readonly quiet: readonly Mark[];
}

export interface NameBoard {
  /** Gives every name its place anew. */
  arrange(obstacles: Obstacles): void;
  /** Names go along with the ground, each where it stands beside its anchor. */
  follow(): void;
  remove(): void;
}

const GAP_REM = 0.15;
const EDGE_REM = 0.3;

/** The part of a mark's square that is drawn on, in shares of its edge from its middle. */
const WHOLE = { left: -0.5, top: -0.5, right: 0.5, bottom: 0.5 };

function boxOf(view: View, { size, icon, ...at }: Mark): Box {
  const { x, y } = projectToScreen(view, at);
  const count = COUNTS.find((one) => icon === `count-${one}`);
  const { left, top, right, bottom } = count === undefined ? WHOLE : badgeInk(count);
  return { left: x + left * size, top: y + top * size, right: x + right * size, bottom: y + bottom * size };
}

function inView({ x, y }: PixelPoint, { width, height }: PixelSize): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

function moveTo(element: HTMLElement, centre: PixelPoint, size: PixelSize): void {
  element.style.transform = `translate(${Math.round(centre.x - size.width / 2)}px, ${Math.round(centre.y - size.height / 2)}px)`;
  element.style.visibility = 'visible';
}

/** Keeps names apart from one another, from docked parts and, where there is room, from marks. */
export function createNameBoard(labels: readonly NameLabel[], context: LayerContext): NameBoard {
  const { view, theme, docks } = context;
  const steps = new Map<string, PixelPoint>();
  const sizes = new Map<string, PixelSize>();
  const sizeOf = ({ element }: NameLabel): PixelSize => ({
    width: element.offsetWidth,
    height: element.offsetHeight,
  });
  const anchorOf = ({ at }: NameLabel): PixelPoint => projectToScreen(view, at);
  const ties = new Map<string, Tie>();
  const tie = (id: string, centre: PixelPoint, to: { anchor: PixelPoint; size: PixelSize }): void => {
    const own = ties.get(id) ?? createTie(context.below);
    ties.set(id, own);
    own.draw(centre, to);
  };
  const untie = (id: string): void => {
    ties.get(id)?.remove();
    ties.delete(id);
  };

  return {
    arrange({ loud, quiet }) {
      const edge = EDGE_REM * theme.remPx;
      const { width, height } = view.size();
      const closeness = view.closeness();
      const wanted = labels.filter(
        (label) => closeness >= label.fromCloseness && inView(anchorOf(label), { width, height }),
      );
      for (const label of wanted) sizes.set(label.id, sizeOf(label));
      const wishes = wanted.map((label) => {
        const size = sizes.get(label.id) ?? { width: 0, height: 0 };
        return {
          id: label.id,
          anchor: anchorOf(label),
          size,
          rank: label.rank,
          shy: label.shy,
          before: steps.get(label.id),
          strays: straying(label.area, size, context),
        };
      });
      const placed = placeLabels(wishes, {
        bounds: { left: edge, top: edge, right: width - edge, bottom: height - edge },
        obstacles: [...docks(), ...loud.map((mark) => boxOf(view, mark))],
        marks: quiet.map((mark) => boxOf(view, mark)),
        gap: GAP_REM * theme.remPx,
      });
      steps.clear();
      for (const label of labels) {
        const centre = placed.get(label.id);
        const size = sizes.get(label.id);
        if (!centre || !size) {
          label.element.style.visibility = 'hidden';
          untie(label.id);
          continue;
        }
        const anchor = anchorOf(label);
        steps.set(label.id, { x: centre.x - anchor.x, y: centre.y - anchor.y });
        moveTo(label.element, centre, size);
        if (hasStrayed(label.area, centre, context)) tie(label.id, centre, { anchor, size });
        else untie(label.id);
      }
    },
    follow() {
      for (const label of labels) {
        const step = steps.get(label.id);
        const size = sizes.get(label.id);
        if (!step || !size) continue;
        const anchor = anchorOf(label);
        const centre = { x: anchor.x + step.x, y: anchor.y + step.y };
        moveTo(label.element, centre, size);
        ties.get(label.id)?.draw(centre, { anchor, size });
      }
    },
    remove() {
      for (const { element } of labels) element.remove();
      for (const { id } of labels) untie(id);
    },
  };
}
