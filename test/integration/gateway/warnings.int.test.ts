import { afterEach, describe, expect, it } from 'vitest';
import type { Command, WarningEntity, WarningsReply } from '../../../gateway/contract/index.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { type HeadlessWall, startWall } from '../../support/live/wall.ts';
import { waitFor } from '../../support/wait.ts';

const NOW = Date.parse('2026-11-20T15:42:00+08:00');
const DAY = 86_400_000;
const HOUR = 3_600_000;
const STREET = '990101001';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** So many items received that many days ago in one village, an hour apart. */
function items(count: number, daysAgo: number, reality?: 'exercise') {
  return Array.from({ length: count }, (_, i) => ({
    specversion: '1.0',
    id: `w-${daysAgo}-${i}-${reality ?? ''}`,
    source: 'urn:example:hotline',
    type: 'case.received',
    subject: `w-${daysAgo}-${i}-${reality ?? ''}`,
    sequence: 1,
    time: new Date(NOW - daysAgo * DAY - i * HOUR).toISOString(),
    ...(reality === undefined ? {} : { reality }),
    data: { title: '噪声扰民', kind: 'APPEAL', category: `类别${daysAgo}-${i}`, area: '990101001001' },
  }));
}

async function startHall(engine: 'sqlite' | 'redis') {
  const env = { YITU_CLOCK: '2026-11-20T15:42:00+08:00', YITU_SITE: 'warnings' };
  const gateway = await startTestGateway({ engine, env });
  stops.push(() => gateway.stop());
  const wall = startWall({ origin: gateway.url, key: KEYS.read });
  const guest = startWall({ origin: gateway.url, key: KEYS.visitor });
  stops.push(wall.stop, guest.stop);
  return { gateway, wall, guest };
}

let commands = 0;

async function say(gateway: TestGateway, type: string, subject: string, data: Command['data'] = {}) {
  commands += 1;
  const by = { seat: '1号席', role: 'duty_officer' };
  const body = { id: `c-${commands}`, type: `operation.${type}`, subject, by, data };
  return gateway.post('/v1/commands', body, { key: KEYS.read });
}

const kpi = (wall: HeadlessWall, id: string) => wall.replica.collection('kpi').get(id)?.value ?? 0;
const onWall = (wall: HeadlessWall, state: WarningEntity['state']) =>
  waitFor(`a warning that is ${state}`, () =>
    [...wall.replica.collection('warning').values()].find((each) => each.state === state),
  );

describe.each(['sqlite', 'redis'] as const)('on %s', (engine) => {
  it('a surge becomes a warning on the wall, goes out by command, comes back signed and answered, and is counted', async () => {
    const { gateway, wall, guest } = await startHall(engine);
    const past = [8, 15, 22, 29].flatMap((daysAgo) => items(6, daysAgo));
    await gateway.post('/v1/events', [...past, ...items(12, 0), ...items(40, 1, 'exercise')]);
    const found = await onWall(wall, 'GENERATED');
    expect(found).toMatchObject({
      rule: 'surge-street',
      about: { kind: 'STREET', id: STREET },
      count: 12,
      baseline: 6,
      sample: 24,
      reality: 'actual',
    });
    const subject = `warning:${found.id}`;
    expect((await say(gateway, 'warning_issued', subject)).status).toBe(409);
    expect((await say(gateway, 'warning_confirmed', subject, { level: 'HIGH' })).status).toBe(201);
    await onWall(wall, 'CONFIRMED');
    await say(gateway, 'warning_issued', subject, { note: '请核查' });
    expect(await onWall(wall, 'ISSUED')).toMatchObject({ level: 'HIGH', late: null });
    await waitFor('the count of the unsigned', () => kpi(wall, 'warning.unsigned') === 1);
    const by = { seat: '1号席', role: 'duty_officer' };
    const signed = { id: 'c-socket', type: 'operation.warning_signed', subject, by, data: {} } as const;
    expect(await wall.connection.send(signed)).toMatchObject({ status: 201 });
    await onWall(wall, 'SIGNED');
    await say(gateway, 'warning_answered', subject, { note: '已走访，电话 13800138000' });
    expect((await onWall(wall, 'ANSWERED')).answer).not.toContain('13800138000');
    await say(gateway, 'warning_lifted', subject, { verdict: 'USEFUL' });
    await onWall(wall, 'LIFTED');

    await waitFor('the count of the rule', () => kpi(wall, 'warning.rule.useful.surge-street') === 1);
    const reply = (await (await gateway.get('/v1/warnings')).json()) as WarningsReply;
    expect(reply.rules.find(({ id }) => id === 'surge-street')).toMatchObject({
      generated: 1,
      issued: 1,
      signedInTime: 1,
      answered: 1,
      useful: 1,
      false: 0,
      silent: false,
    });
    expect(reply.rules.find(({ id }) => id === 'alarms-rising')).toMatchObject({
      observations: 0,
      silent: true,
    });
    expect((await gateway.get('/v1/warnings', KEYS.visitor)).status).toBe(403);
    await waitFor('the visitor’s wall', () => kpi(guest, 'warning.issuedToday') === 1);
    expect(guest.replica.collection('warning').size).toBe(0);
    await waitFor('wall and gateway at one content', async () => {
      const { n, viewHash } = await gateway.state();
      return wall.replica.place?.n === n && wall.replica.viewHash() === viewHash;
    });
  });

  it('an instruction tells 已发, 已读, 已办, each receipt in its turn and once', async () => {
    const { gateway, wall } = await startHall(engine);
    await gateway.post('/v1/events', items(1, 0));
    await waitFor('the item', () => wall.replica.collection('case').get('w-0-0-'));
    const sent = { unit: 'dept-fy', text: '请到场查看' };
    await say(gateway, 'instruction_sent', 'case:w-0-0-', sent);
    const state = (wanted: string) =>
      waitFor(`an instruction that is ${wanted}`, () =>
        [...wall.replica.collection('instruction').values()].find((each) => each.state === wanted),
      );
    const instruction = await state('SENT');
    expect(instruction).toMatchObject({
      about: 'case:w-0-0-',
      unit: '法院',
      street: STREET,
      sentBy: '1号席',
    });
    const subject = `instruction:${instruction.id}`;
    expect((await say(gateway, 'instruction_done', subject)).status).toBe(409);
    const read = await say(gateway, 'instruction_read', subject);
    await state('READ');
    const by = { seat: '1号席', role: 'duty_officer' };
    const same = { id: `c-${commands}`, type: 'operation.instruction_read', subject, by };
    const again = await gateway.post('/v1/commands', same, { key: KEYS.read });
    expect([read.status, again.status]).toEqual([201, 200]);
    await say(gateway, 'instruction_done', subject, { note: '已到场' });
    expect(await state('DONE')).toMatchObject({ late: null, note: '已到场' });
    await waitFor('its count', () => kpi(wall, 'instruction.doneToday') === 1);
  });
});
