import { describe, expect, it } from 'vitest';
import { createSSRApp, h, shallowRef } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { PANEL_PAGES, usePage } from '../../../../screen/composables/usePage.ts';
import { WALL } from '../../../../screen/composables/useWall.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { wallOf } from '../panels/wall.ts';

/** The page of a list of six, three to a page, that stands at the turn of the panels with this number. */
async function pageAtTurn(turn: number, panelPages: number): Promise<string> {
  const app = createSSRApp({
    setup() {
      const page = usePage(
        () => [1, 2, 3, 4, 5, 6],
        () => 3,
      );
      return () => h('p', page.value.rows.join());
    },
  });
  app.provide(WALL, wallOf({ now: turn * PAGE_MS }));
  app.provide(PANEL_PAGES, shallowRef(panelPages));
  return (await renderToString(app)).replaceAll(/<[^>]*>/g, '');
}

describe('a list that turns on a panel that turns', () => {
  it('shows its next page each time the panel comes round', async () => {
    expect([await pageAtTurn(5, 6), await pageAtTurn(11, 6), await pageAtTurn(17, 6)]).toEqual([
      '1,2,3',
      '4,5,6',
      '1,2,3',
    ]);
  });
  it('turns at the pace of every list where the panels stand', async () => {
    expect([await pageAtTurn(5, 1), await pageAtTurn(6, 1)]).toEqual(['4,5,6', '1,2,3']);
  });
});
