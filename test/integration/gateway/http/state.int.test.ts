import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { factsWithoutHousehold } from '../../../../gateway/access/place.ts';
import type { Access } from '../../../../gateway/access/port.ts';
import { createProject } from '../../../../gateway/access/projections.ts';
import { stateRouter } from '../../../../gateway/http/state.ts';
import { folded, log, type Said } from '../../../unit/gateway/fold/log.ts';

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

const access: Access = {
  mode: 'demo',
  identify: () => ({
    kind: 'demo',
    projection: 'operator',
    producer: null,
    mayCommand: true,
    mayAdminister: false,
  }),
};

/** Serves the state that the entries give. */
async function serve(...said: readonly Said[]) {
  const view = folded(log(...said));
  const app = express();
  app.use(
    stateRouter({
      access,
      project: createProject([]),
      toldFacts: factsWithoutHousehold,
      view: () => view,
      viewHash: () => '',
      utcOffsetMinutes: 480,
    }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  ending.push(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
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
  const get = await serve(...ids.map(dispute));
  const texts = [await get('/v1/state'), ...(await Promise.all(ids.map((id) => get(`/v1/cases/${id}`))))];
  for (const text of texts) {
    expect(text).toContain('望江社区纠纷');
    for (const word of ['501', '3幢', '2单元', '103.81234', '25.61234', '103.8125'])
      expect(text).not.toContain(word);
  }
});
