import type { Polygon } from 'geojson';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensurePage } from '../../gateway/cli/page-build.ts';
import { openViewer, type Viewer } from '../support/browser.ts';
import { ROOT } from '../support/budgets/tree.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { packsMissing, REAL_PACKS, type RealPack, readPackLayer } from '../support/region-packs.ts';
import { waitFor } from '../support/wait.ts';

/** The first whole picture of a wall on a slow machine. */
const SLOW_MS = 180_000;
const SIZES = [
  ['hall-1080p', 1920, 1080],
  ['led-3840x1080', 3840, 1080],
] as const;

type Named = { readonly code: string; readonly name: string; readonly label: [number, number] };

/** One item in every third village, so that there is something to see. */
function someItems(pack: RealPack): object[] {
  const villages = readPackLayer<Polygon, Named>(pack, 'villages').features;
  return villages
    .filter((_, i) => i % 3 === 0)
    .map(({ properties: { code, label } }, i) => ({
      specversion: '1.0',
      id: `item-${code}`,
      source: 'urn:yitu:example',
      type: 'case.received',
      subject: `item-${code}`,
      time: `2026-11-20T1${i % 5}:19:00+08:00`,
      sequence: 1,
      data: {
        title: '井盖破损',
        kind: i % 2 === 0 ? 'FACILITY' : 'HAZARD',
        location: { lng: label[0], lat: label[1] },
        dueAt: `2026-11-2${1 + (i % 4)}T18:00:00+08:00`,
      },
    }));
}

interface LabelBox {
  readonly name: string;
  readonly shown: boolean;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Every street's name on the map, where it stands. */
const labelsOf = ({ page }: Viewer): Promise<LabelBox[]> =>
  page.locator('.map-above .map-town:not(.map-village, .map-resource)').evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const name = element.querySelector('.map-town-name')?.textContent ?? '';
      return { name, shown: getComputedStyle(element).visibility === 'visible', left, top, right, bottom };
    }),
  );

const overlap = (a: LabelBox, b: LabelBox): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

async function gatewayOf(region: string): Promise<TestGateway> {
  const env = { YITU_REGION: region, YITU_ACCESS: 'demo', YITU_CLOCK: '2026-11-20T15:42:00+08:00' };
  return startTestGateway({ engine: 'sqlite', env });
}

beforeAll(() => ensurePage(ROOT, () => undefined));

describe.skipIf(packsMissing()).each(REAL_PACKS)('the wall of $id', (pack) => {
  let gateway: TestGateway;
  let wall: Viewer | null = null;

  beforeAll(async () => {
    gateway = await gatewayOf(pack.folder);
    await gateway.post('/v1/events', someItems(pack));
  });
  afterEach(async () => {
    await wall?.close();
    wall = null;
  });
  afterAll(() => gateway?.stop());

  it.each(SIZES)(
    'shows its county with every street named, none over another, on %s',
    async (profile, width, height) => {
      wall = await openViewer(`${gateway.url}/?wall=${profile}`, { width, height });
      const viewer = wall;
      const named = async () => (await labelsOf(viewer)).filter(({ shown }) => shown).length;
      await waitFor('names of all streets', async () => (await named()) === pack.counts[0], SLOW_MS);
      // Names move until the camera stands and every face is there.
      const over = async () =>
        (await labelsOf(viewer)).flatMap((a, i, all) =>
          all.slice(i + 1).flatMap((b) => (overlap(a, b) ? `${a.name} over ${b.name}` : [])),
        );
      const header = viewer.page.locator('header').first();
      await waitFor('the title', async () => (await header.textContent())?.includes(pack.name), SLOW_MS);
      await viewer.page.waitForTimeout(4_000);
      const stands = async () => (await named()) === pack.counts[0] && (await over()).length === 0;
      await waitFor('all names, none over another', stands, SLOW_MS);
      await viewer.shoot(`region-${pack.id}-${profile}`);
      expect(viewer.complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([]);
    },
  );
});

describe.skipIf(packsMissing())('two gateways of one build', () => {
  it('show two counties', async () => {
    const gateways = [await gatewayOf('demo'), await gatewayOf(REAL_PACKS[2]?.folder ?? '')];
    const viewers: Viewer[] = [];
    try {
      for (const { url } of gateways) viewers.push(await openViewer(url));
      const titles = viewers.map((viewer) =>
        waitFor(
          'the title',
          async () => {
            const text = await viewer.page.locator('header').first().textContent();
            return /[县区]/.test(text ?? '') ? text : null;
          },
          SLOW_MS,
        ),
      );
      expect(await titles[0]).toContain('云岭县');
      expect(await titles[1]).toContain('海勃湾区');
      const pages = await Promise.all(gateways.map(async ({ url }) => (await fetch(url)).text()));
      expect(pages[0]).toBe(pages[1]);
    } finally {
      for (const viewer of viewers) await viewer.close();
      for (const gateway of gateways) await gateway.stop();
    }
  });
});
