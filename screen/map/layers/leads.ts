import { createMarkSet } from '../marks/mark-set.ts';
import type { MapData, MapLayer, Mark } from '../port.ts';
import { perScale } from '../view/view.ts';

const isCrowd = ({ count }: Mark): boolean => count !== undefined;

/**
 * AI leads that nobody has judged: dashed outlines, never filled; aside for alarms and high risks, before all others. Where
 * too many lie in one spot, one with their number.
 */
export const layer: MapLayer = {
  id: 'leads',
  order: 20,
  reads: ['video', 'case', 'alarm', 'calling', 'focus'],
  mount(context) {
    const { view } = context;
    const marks = createMarkSet(context, 'video', layer.order);
    let data: MapData | null = null;
    const picture = perScale(view, () => {
      if (data === null) return;
      const { leads } = context.places.of(context, data).first;
      const [crowds, alone] = [leads.filter(isCrowd), leads.filter((mark) => !isCrowd(mark))];
      marks.show([...crowds, ...alone]);
    });
    return {
      update(next) {
        data = next;
        picture.draw();
      },
      pick: marks.pick,
      stop() {
        picture.stop();
        marks.stop();
      },
    };
  },
};
