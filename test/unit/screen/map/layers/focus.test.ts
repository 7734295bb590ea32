import { describe, expect, it } from 'vitest';
import { layer } from '../../../../../screen/map/layers/focus.ts';
import type { LayerContext, Mark } from '../../../../../screen/map/port.ts';
import { byId, geometry, mapData, terminal, theme } from '../support.ts';

describe('the rings of what is looked at', () => {
  it('follow a terminal that moves', () => {
    let shown: readonly Mark[] = [];
    const marks = { set: (next: readonly Mark[]) => (shown = next), remove: () => undefined };
    const { update } = layer.mount({
      geometry: geometry(),
      theme,
      scene: { addMarks: () => marks },
    } as unknown as LayerContext);
    for (const lng of [100.5, 100.6]) {
      const data = mapData({ terminal: byId(terminal({ location: { lng, lat: 25.5 } })) });
      update({ ...data, focus: { kind: 'terminal', id: 't1' } });
      expect(shown.map((mark) => mark.lng)).toEqual([lng]);
    }
    expect(layer.reads).toContain('terminal');
  });
});
