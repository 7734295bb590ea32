import type { PixelPoint } from '../geo/mercator.ts';
import type { EntityRef, LayerContext, MapKind, Mark, MarkLayer, Several } from '../port.ts';
import { projectToScreen, type View } from '../view/view.ts';
import { BADGE_REM } from './badge.ts';

/** Least radius around a mark that a finger or mouse hits, in CSS pixels. */
const REACH_PX = 14;

/** The mark at a point of the screen, the uppermost first. */
export function pickMark(view: View, marks: readonly Mark[], at: PixelPoint): Mark | null {
  for (let index = marks.length - 1; index >= 0; index -= 1) {
    const mark = marks[index];
    if (!mark) continue;
    const { x, y } = projectToScreen(view, mark);
    if (Math.hypot(x - at.x, y - at.y) <= Math.max(REACH_PX, mark.size / 2)) return mark;
  }
  return null;
}

/** What a mark stands for. */
export function pickedOf(mark: Mark | null, kind: MapKind): EntityRef | Several | null {
  if (mark === null) return null;
  const { id, lng, lat, of } = mark;
  if (of === undefined) return { kind, id };
  return { at: { lng, lat }, members: of.map((member) => ({ kind, id: member })) };
}

/** The numbers that stand beside marks, as marks of their own. */
export function badgesOf(marks: readonly Mark[], remPx: number): readonly Mark[] {
  return marks.flatMap(({ id, lng, lat, count }): Mark[] =>
    count === undefined ? [] : [{ id, lng, lat, icon: `count-${count}`, size: BADGE_REM * remPx }],
  );
}

function signature(marks: readonly Mark[]): string {
  return marks.map(({ id, icon, size, lng, lat }) => `${id}|${icon}|${size}|${lng}|${lat}`).join('\n');
}

export interface MarkSet {
  /** Draws these marks, and their numbers above them; draws nothing anew if all look as the last ones did. */
  show(marks: readonly Mark[]): void;
  pick(at: PixelPoint): EntityRef | Several | null;
  stop(): void;
}

/** Marks of one kind on the GPU, told again only when their set or look has changed. */
export function createMarkSet(context: LayerContext, kind: MapKind, order: number): MarkSet {
  const layer: MarkLayer = context.scene.addMarks(kind, order);
  let shown: readonly Mark[] = [];
  let known = '';
  return {
    show(marks) {
      // Which ones a number stands for may change while the number does not.
      shown = marks;
      const all = [...marks, ...badgesOf(marks, context.theme.remPx)];
      const next = signature(all);
      if (next === known) return;
      known = next;
      layer.set(all);
      context.shown.tell(kind, all);
    },
    pick: (at) => pickedOf(pickMark(context.view, shown, at), kind),
    stop() {
      layer.remove();
      context.shown.tell(kind, []);
    },
  };
}
