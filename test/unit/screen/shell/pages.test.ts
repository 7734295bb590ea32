import { describe, expect, it } from 'vitest';
import { createSSRApp, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Plan } from '../../../../screen/shell/plan.ts';
import { usePages } from '../../../../screen/shell/usePages.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { type Content, wallOf } from '../panels/wall.ts';
import { alarm, NOW, terminal } from '../state/entities.ts';

const plan: Plan = { columns: [], left: [], later: [[], []] };
/** A turn at which the third page is due. */
const THIRD = PAGE_MS * 2;

/** The page of three that stands while a wall has this content. */
async function pageWith(content: Content, held: number | null = null): Promise<number> {
  const app = createSSRApp({
    setup() {
      const { mark } = usePages(wallOf({ ...content, now: THIRD }), () => plan, held);
      return () => h('p', mark.value.page);
    },
  });
  return Number((await renderToString(app)).replaceAll(/<[^>]*>/g, ''));
}

describe('the pages of the panels', () => {
  it('turn with the time', async () => {
    expect(await pageWith({})).toBe(3);
    expect(await pageWith({ alarm: [alarm({ acked: true })], terminal: [terminal()] })).toBe(3);
  });
  it('stay on the first while a P1 is unacknowledged', async () => {
    expect(await pageWith({ alarm: [alarm()] })).toBe(1);
    expect(await pageWith({ alarm: [alarm({ priority: 'P2' })] })).toBe(3);
  });
  it('stay on the first while a terminal calls for help, without any alarm', async () => {
    expect(await pageWith({ terminal: [terminal({ sosAt: NOW })] })).toBe(1);
    expect(await pageWith({ terminal: [terminal({ sosAt: NOW, reality: 'exercise' })] })).toBe(3);
  });
  it('are the one that the address asks for, whatever happens', async () => {
    expect(await pageWith({ terminal: [terminal({ sosAt: NOW })] }, 2)).toBe(2);
  });
});
