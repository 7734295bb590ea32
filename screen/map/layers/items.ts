import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import { itemMarks } from '../marks/build.ts';
import { clusterItems } from '../marks/clusters.ts';
import { createMarkSet, pickMark } from '../marks/mark-set.ts';
import type { MapLayer, Mark } from '../port.ts';
import { showsSingles } from '../view/view.ts';

/** Open items: ▲◆●○ by risk level, a small square for a facility item; from afar a village of several is one mark. */
export const layer: MapLayer = {
  id: 'items',
  order: 30,
  reads: ['case'],
  mount(context) {
    const marks = createMarkSet(context, 'case', layer.order);
    const surroundings = { areas: context.geometry.areas, remPx: context.theme.remPx };
    let cases: ReadonlyMap<string, CaseEntity> = new Map();
    let villages: readonly Mark[] = [];
    let near = showsSingles(context.view);
    const draw = (): void => {
      near = showsSingles(context.view);
      const parted = near
        ? { single: itemMarks(cases.values(), surroundings), villages: [] }
        : clusterItems(cases.values(), surroundings);
      villages = parted.villages;
      marks.show(parted.single, villages);
    };
    const stopView = context.view.onChange(() => {
      if (near !== showsSingles(context.view)) draw();
    });
    return {
      update(data) {
        cases = data.case;
        draw();
      },
      pick: marks.pick,
      closer: (at) => pickMark(context.view, villages, at),
      stop() {
        stopView();
        marks.stop();
      },
    };
  },
};
