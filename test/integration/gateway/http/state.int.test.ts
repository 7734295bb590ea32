import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { factsWithoutHousehold } from '../../../../gateway/access/place.ts';
import type { Access } from '../../../../gateway/access/port.ts';
import { createProject } from '../../../../gateway/access/projections.ts';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { createApp } from '../../../../gateway/http/app.ts';
import { stateRouter } from '../../../../gateway/http/state.ts';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { silent, standingClock } from '../../../support/live/gateway.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { startTestRedis } from '../../../support/redis.ts';
import { at, configured, entry, folded, log, type Said, tick } from '../../../unit/gateway/fold/log.ts';

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

const access: Access = {
  mode: 'demo',
  identify: (_key, as) => ({
    kind: 'demo',
    key: 'demo-key',
    projection: as ?? 'operator',
    producer: null,
    mayCommand: true,
    mayAdminister: false,
  }),
};

async function serve(view: StateView, entries: EventLog = memoryLog()) {
  const router = stateRouter({
    access,
    log: entries,
    project: createProject([]),
    toldFacts: factsWithoutHousehold,
    view: () => view,
    viewHash: () => '',
    utcOffsetMinutes: 480,
  });
  const app = createApp({ loopbackOnly: false, routers: [router], pageFolder: null, logger: silent });
  const server = createServer(app).listen(0, '127.0.0.1');
  ending.push(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
}

const DOOR = { lng: 103.81234, lat: 25.61234 };
const dispute = (subject: string): Said => ({
  type: 'case.received',
  subject,
  data: {
    title: `望江社区3幢2单元501室纠纷 ${subject}`,
    kind: 'DISPUTE',
    location: DOOR,
    address: '望江社区3幢2单元501室',
    note: '3幢2单元501室来访',
  },
});

it('five disputes of one household meet neither in the state nor in what is told of each', async () => {
  const ids = ['d-1', 'd-2', 'd-3', 'd-4', 'd-5'];
  const get = await serve(folded(log(...ids.map(dispute))));
  const paths = ['/v1/state', ...ids.map((id) => `/v1/cases/${id}`)];
  for (const text of await Promise.all(paths.map(async (path) => (await get(path)).text()))) {
    expect(text).toContain('望江社区纠纷');
    for (const word of ['501', '3幢', '2单元', '103.81234', '25.61234', '103.8125']) {
      expect(text).not.toContain(word);
    }
  }
});

async function openOn(engine: 'redis' | 'sqlite'): Promise<EventLog> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yitu-state-'));
  ending.push(() => rmSync(dataDir, { recursive: true, force: true }));
  const common = { site: 'past', dataDir, clock: standingClock(), logger: silent };
  if (engine === 'sqlite') {
    const opened = await openLog({ ...common, engine });
    ending.push(() => opened.close());
    return opened;
  }
  const redis = await startTestRedis();
  ending.push(() => redis.dispose());
  const opened = await openLog({ ...common, engine, redisUrl: redis.url });
  ending.push(() => opened.close());
  return opened;
}

const day = (date: string): Partial<Said> => ({ time: at(`${date} 12:00`) });
const told: Said[] = [
  configured(),
  {
    type: 'case.received',
    subject: 'p-1',
    data: { title: '路灯不亮', kind: 'FACILITY' },
    ...day('2026-11-20'),
  },
  { type: 'case.received', subject: 'p-2', data: { title: '误报', kind: 'FACILITY' }, ...day('2026-11-20') },
  {
    type: 'case.closed',
    subject: 'p-1',
    data: { outcome: 'RESOLVED', note: '已修复' },
    ...day('2026-11-21'),
  },
  { type: 'case.voided', subject: 'p-2', data: {}, ...day('2026-11-21') },
  { type: 'case.rated', subject: 'p-1', data: { score: 5 }, ...day('2026-11-22') },
  { ...dispute('d-9'), ...day('2026-11-22') },
  { type: 'case.closed', subject: 'd-9', data: {}, ...day('2026-11-22') },
  tick('2026-12-20 12:00'),
];

describe.each(['sqlite', 'redis'] as const)('an item that has left the live state, on %s', (engine) => {
  it('is told from its own entries in the log, with its history, however it ended', async () => {
    const entries = await openOn(engine);
    await entries.append(
      told.map((said, i) => {
        const { e: _e, n: _n, h: _h, ...draft } = entry(i + 1, said);
        return draft;
      }),
    );
    const view = folded((await entries.read(0, 100)).entries);
    expect([...view.all('case')]).toEqual([]);
    const get = await serve(view, entries);
    const closed = await (await get('/v1/cases/p-1')).json();
    expect(closed).toMatchObject({
      id: 'p-1',
      title: '路灯不亮',
      state: 'CLOSED',
      closedAt: '2026-11-21T12:00:00+08:00',
      life: { score: 5 },
      facts: [
        { n: 2, type: 'case.received' },
        { n: 4, type: 'case.closed', note: '已修复' },
        { n: 6, type: 'case.rated' },
      ],
    });
    expect(await (await get('/v1/cases/p-2')).json()).toMatchObject({ id: 'p-2', state: 'VOID' });
    expect(await (await get('/v1/cases/d-9')).text()).not.toContain('501');
    expect((await get('/v1/cases/p-1?as=visitor')).status).toBe(404);
    expect((await get('/v1/cases/nobody')).status).toBe(404);
  });
});
