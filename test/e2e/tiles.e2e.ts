import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePage } from '../../gateway/cli/page-build.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import { ROOT } from '../support/budgets/tree.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { pmtilesArchive, startTileServer, type TileServer, tilePng } from '../support/tiles.ts';
import { waitFor } from '../support/wait.ts';

type Rgb = readonly [number, number, number];

/** Software WebGL on a busy machine. */
const PICTURE_MS = 180_000;
const NEAR = 24;
/** A county fills about a third of its map; marks, lines and names lie over it. */
const DRAWN = 0.05;
const COUNTY = 0.7;

/** Share of the map's picture that has about this colour. */
async function shareOf({ page }: Viewer, [red, green, blue]: Rgb): Promise<number> {
  const picture = await page.locator('[data-basemap]').first().screenshot();
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let found = 0;
  for (let at = 0; at < data.length; at += 3) {
    const parts = [(data[at] ?? 0) - red, (data[at + 1] ?? 0) - green, (data[at + 2] ?? 0) - blue];
    if (parts.every((part) => Math.abs(part) < NEAR)) found += 1;
  }
  return found / (info.width * info.height);
}

let folder: string;
let service: TileServer;

beforeAll(async () => {
  await ensurePage(ROOT, () => undefined);
  folder = mkdtempSync(join(tmpdir(), 'yitu-tiles-'));
  const picture = await tilePng('#ff00ff');
  service = await startTileServer(({ url = '' }) =>
    url.startsWith('/photo') ? { body: picture } : { status: 500 },
  );
  writeFileSync(join(folder, 'half.pmtiles'), pmtilesArchive(await tilePng('#00ffff'), 3));
  const raster = (name: string, attribution: string) => ({
    kind: 'raster',
    name,
    attribution,
    url: `${service.url}/${name}/{z}/{x}/{y}`,
    opacity: 1,
    onDark: 'asIs',
  });
  const half = {
    kind: 'pmtiles',
    name: 'half',
    attribution: '半幅图',
    file: 'half.pmtiles',
    opacity: 0.5,
    onDark: 'asIs',
  };
  const sources = [raster('photo', '影像图'), raster('broken', '坏图'), half];
  writeFileSync(join(folder, 'tiles.json'), JSON.stringify({ sources }));
});
afterAll(async () => {
  await service?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** The archive is drawn half over the service on maplibre, and not at all by mapbox-gl, which has no protocol for it. */
const EXPECTED: readonly (readonly [basemap: string, colour: Rgb, footer: readonly string[]])[] = [
  ['maplibre', [128, 128, 255], ['影像图 ·', '坏图 取不到', '· 半幅图 ·']],
  ['mapbox', [255, 0, 255], ['影像图 ·', '坏图 取不到', '半幅图 取不到']],
];

describe.each(EXPECTED)('further grounds on %s', (basemap, colour, footer) => {
  let gateway: TestGateway;
  let wall: Viewer;

  beforeAll(async () => {
    const env = { YITU_ACCESS: 'demo', YITU_BASEMAP: basemap, YITU_TILES: join(folder, 'tiles.json') };
    gateway = await startTestGateway({ engine: 'sqlite', env });
    wall = await openViewer(gateway.url);
    await waitFor('the engine', () => wall.page.locator(`[data-basemap="${basemap}"]`).count(), PICTURE_MS);
  });
  afterAll(async () => {
    await wall?.close();
    await gateway?.stop();
  });

  it('lie under the county and nowhere else', async () => {
    // Until the ground beside the county is drawn over them, the tiles are everywhere.
    await waitFor(
      'the tiles under the county alone',
      async () => {
        const share = await shareOf(wall, colour);
        return share > DRAWN && share < COUNTY;
      },
      PICTURE_MS,
    );
  });

  it('are named in the footer, with those that cannot be had; the wall goes on with its own ground', async () => {
    const words = () => wall.page.locator('footer').first().innerText();
    await waitFor(
      'the footer',
      async () => {
        const text = await words();
        return footer.every((part) => text.includes(part));
      },
      PICTURE_MS,
    );
    expect(await wall.page.locator('[data-state="fault"]').count()).toBe(0);
  });

  it('come from the gateway alone', () => {
    expect(wall.origins()).toEqual([gateway.url]);
  });
});
