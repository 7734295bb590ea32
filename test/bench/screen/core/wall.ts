import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../support/budgets/tree.ts';
import { waitFor } from '../../../support/wait.ts';
import { type MeasuredPage, openMeasuredPage, SIZE } from './browser.ts';

const LIVE_MS = 120_000;
/** Software WebGL on a busy machine takes its time for the first whole map. */
const DRAWN_MS = 180_000;

/** The page is served by the gateway from `dist`. */
export function ensureBuilt(): void {
  if (existsSync(join(ROOT, 'dist', 'index.html'))) return;
  execFileSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: 'ignore',
  });
}

/** Opens the overview and waits until it is live and its map is drawn. `prepare` runs before the page is asked for. */
export async function openWall(
  url: string,
  prepare: (wall: MeasuredPage) => Promise<void> = async () => undefined,
): Promise<MeasuredPage> {
  const wall = await openMeasuredPage(SIZE);
  try {
    await prepare(wall);
    await wall.page.goto(url);
    const attribute = (name: string) => wall.page.locator('html').getAttribute(name);
    await waitFor('a live wall', async () => (await attribute('data-link')) === 'live', LIVE_MS);
    await waitFor('a drawn map', () => wall.page.locator('[data-drawn="true"]').count(), DRAWN_MS);
    return wall;
  } catch (error) {
    await wall.close();
    throw error;
  }
}
