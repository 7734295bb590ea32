import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What of the page keeps somebody from using it, by rule and the first few places; serious and worse. */
export async function seriousObstacles(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => {
        const places = nodes.slice(0, 4).map(({ target }) => target.join(' '));
        return `${id}: ${places.join(' · ')}`;
      });
  });
}
