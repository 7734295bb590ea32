import { describe, expect, it } from 'vitest';
import { door, NOW, producer, rulesDenying, withData } from './door.ts';

describe('categories that are not taken in', () => {
  it.each([
    ['by category', { category: '反邪教宣传' }],
    ['by title', { title: '涉国家安全线索' }],
    ['with spaces between', { title: '国 家・安 全' }],
    ['by a Latin word of its own', { title: 'about a CULT.' }],
    ['in an event that is wrong besides', { category: '国家安全', kind: 'NOT A KIND' }],
  ])('%s: counted, nothing kept', async (_how, data) => {
    const { send, log, counted } = door();
    const result = await send(withData(data));
    expect(result).toMatchObject({ status: 422, code: 'category_denied' });
    expect([...log.letters.values()]).toEqual([
      expect.objectContaining({ code: 'category_denied', text: null }),
    ]);
    expect(JSON.stringify([...log.letters.values()])).not.toMatch(/安全|邪教/);
    expect(counted.get('ingest_events_total p1 socket category_denied')).toBe(1);
  });

  it.each([['culture'], ['安全隐患'], ['国家电网']])('takes %s', async (title) => {
    expect((await door().send(withData({ title }))).status).toBe(201);
  });

  it('follows the rules in force', async () => {
    let rules = rulesDenying();
    const { send } = door({ rules: () => rules });
    expect((await send(withData({ title: '信访' }))).status).toBe(201);
    rules = rulesDenying('信访');
    expect((await send(withData({ title: '信访' }, { id: '2' }))).code).toBe('category_denied');
  });
});

describe('free text', () => {
  it('is scrubbed before it is appended, and the copy is still a duplicate', async () => {
    const { send, log } = door();
    const telling = withData({ title: '联系13800138000', note: '车牌云D12345', device: '13800138000' });
    await send(telling);
    expect(JSON.stringify(log.entries)).not.toMatch(/13800138000|云D12345/);
    expect(log.entries[0]?.data).toMatchObject({ title: '联系［已隐去电话］' });
    expect((await send(telling)).status).toBe(200);
  });

  it('that only differs in what was hidden is the same event', async () => {
    const { send } = door();
    await send(withData({ title: '联系13800138000' }));
    expect((await send(withData({ title: '联系13900139000' }))).status).toBe(200);
  });
});

describe('dead letters', () => {
  it('keep scrubbed text, code and place of the fault', async () => {
    const { send, log } = door();
    await send(withData({ kind: 'X', title: '电话13800138000', reporterName: '张三', 联系人: '李四' }));
    const [letter] = [...log.letters.values()];
    expect(letter).toMatchObject({
      producer: 'p1',
      code: 'invalid_event',
      path: 'data.kind',
      firstSeen: NOW,
      count: 1,
    });
    expect(letter?.text).toContain('［已隐去电话］');
    expect(letter?.text).not.toMatch(/138|张三|李四/);
  });

  it('of the same fault are one that counts', async () => {
    const { send, log } = door();
    await send(withData({ kind: 'X' }));
    await send(withData({ kind: 'X' }));
    expect([...log.letters.values()]).toMatchObject([{ count: 2 }]);
  });

  it('keep no text that names a denied category, whatever the fault', async () => {
    const { ingest, log } = door();
    let deep: unknown = 1;
    for (let i = 0; i < 20; i += 1) deep = [deep];
    await ingest.events(
      [withData({ deep, title: '国家安全' }), withData({ kind: 'X', note: '国家安全' })],
      producer(),
    );
    expect([...log.letters.values()].map(({ code, text }) => [code, text])).toEqual([
      ['too_deep', null],
      ['invalid_event', null],
    ]);
  });

  it('of a producer that sends nothing right come down to one that counts', async () => {
    const { ingest, log, counted } = door();
    const broken = Array.from({ length: 700 }, (_, i) => withData({ kind: 'X' }, { id: `b${i}` }));
    await ingest.events(broken, producer());
    await ingest.events([withData({ kind: 'X' }, { id: 'other' })], producer({ id: 'p2' }));
    const letters = [...log.letters.values()];
    expect(letters.filter(({ text }) => text !== null)).toHaveLength(501);
    expect(letters.filter(({ text }) => text === null)).toMatchObject([{ producer: 'p1', count: 200 }]);
    expect(counted.get('dead_letters_total p1 invalid_event')).toBe(700);
  });

  it('are cut at 4 kB', async () => {
    const { send, log } = door();
    await send(withData({ title: '盖'.repeat(20_000) }));
    const text = [...log.letters.values()][0]?.text ?? '';
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_096);
    expect(Buffer.byteLength(text)).toBeGreaterThan(4_000);
  });

  it('that cannot be kept do not change the answer', async () => {
    const { send, log } = door();
    Object.assign(log, { putDeadLetter: () => Promise.reject(new Error('unplugged')) });
    expect(await send(withData({ kind: 'X' }))).toMatchObject({ status: 422, code: 'invalid_event' });
  });
});
