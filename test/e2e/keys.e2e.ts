import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openViewer } from '../support/browser.ts';
import { KEYS, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { waitFor } from '../support/wait.ts';

/** The smallest picture: one grey pixel as PNG. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

const WHY = '等待配件，经批准';
/** An item under repair whose clock was stopped half an hour ago; minutes before now. */
const stopped = [
  { type: 'case.received', ago: 60, data: { title: '路灯不亮', kind: 'FACILITY', urgency: 'U3' } },
  { type: 'case.dispatched', ago: 50, data: { holder: '住建局' } },
  { type: 'case.signed', ago: 45, data: {} },
  { type: 'case.suspended', ago: 30, data: { reason: WHY } },
].map(({ type, ago, data }, i) => ({
  specversion: '1.0',
  id: `stopped-${i}`,
  source: 'urn:yitu:example',
  type,
  subject: 'stopped',
  time: new Date(Date.now() - ago * 60_000).toISOString(),
  sequence: i + 1,
  data,
}));

describe('a wall that needs a key', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ engine: 'sqlite' });
  });
  afterAll(() => gateway.stop());

  it('without one: says what is missing and how to give it', async () => {
    const wall = await openViewer(gateway.url);
    try {
      const text = await waitFor('the sentence', async () => {
        const shown = (await wall.page.locator('body').textContent()) ?? '';
        return shown.includes('#key=') ? shown : null;
      });
      expect(text).toContain('HTTP 401');
    } finally {
      await wall.close();
    }
  });

  it('with one in the fragment: is live, draws its map and fetches pictures and reasons with it', async () => {
    const upload = await fetch(`${gateway.url}/v1/media`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${KEYS.producer}`, 'Content-Type': 'image/png' },
      body: PIXEL,
    });
    const { media } = (await upload.json()) as { media: string };
    const lead = { title: '疑似垃圾满溢', type: 'BIN_OVERFLOW', location: { lng: 103.82, lat: 25.6 }, media };
    const event = {
      specversion: '1.0',
      id: 'lead-1',
      source: 'urn:yitu:example',
      subject: 'lead-1',
      sequence: 1,
    };
    const time = new Date().toISOString();
    await gateway.post('/v1/events', { ...event, type: 'video.lead_raised', time, data: lead });
    expect((await gateway.post('/v1/events', stopped)).ok).toBe(true);
    const wall = await openViewer(`${gateway.url}/?wall=led-3840x1080#key=${KEYS.read}`, {
      width: 3840,
      height: 1080,
    });
    try {
      const root = wall.page.locator('html');
      await waitFor('a live wall', async () => (await root.getAttribute('data-link')) === 'live', 180_000);
      await waitFor('the map', () => wall.page.locator('[data-basemap="maplibre"]').count(), 180_000);
      const picture = wall.page.locator('[data-entity="video:lead-1"] img');
      await waitFor(
        'the picture',
        async () => (await picture.getAttribute('src'))?.startsWith('blob:'),
        180_000,
      );
      const row = wall.page.locator('[data-panel="timers"] [data-entity="case:stopped"]');
      await waitFor('why a clock stands', async () => {
        const text = (await row.textContent()) ?? '';
        return ['停表', '住建局', WHY].every((part) => text.includes(part));
      });
      expect(wall.page.url()).not.toContain(`?key`);
      expect(wall.complaints).toEqual([]);
    } finally {
      await wall.close();
    }
  });
});
