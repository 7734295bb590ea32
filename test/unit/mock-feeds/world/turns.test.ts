import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRules } from '../../../../config/runtime/rules.ts';
import type { CaseEntity } from '../../../../gateway/contract/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { configured, folded, log, type Said, tick } from '../../gateway/fold/log.ts';
import { demoPack, FRIDAY, worldOf } from '../worlds.ts';

const DAY = 86_400_000;
const FROM = FRIDAY - 40 * DAY;
const END = FRIDAY + 14 * DAY;
const rules = loadRules(fileURLToPath(new URL('../../../../config/rules', import.meta.url)));

/** The items as every evening of a fortnight shows them, under the shipped rules. */
const evenings: CaseEntity[][] = [];
let fold: Fold;

beforeAll(() => {
  const pack = demoPack();
  const world = worldOf({ pack, terminals: 0 });
  const events = [world.feeds.case, world.handling].flatMap((feed) =>
    feed
      .events(0, END)
      .map(({ at, event: { type, subject, source, id, sequence = null, data } }): Said & { time: number } => {
        return { type, subject, source, id, sequence, data, time: at };
      }),
  );
  const commands = [world.officers, world.assessors].flatMap((desk) =>
    desk
      .commands(0, END)
      .filter(({ command: { subject } }) => subject.startsWith('case:'))
      .map(({ at, command: { type, subject, id, by, data } }): Said & { time: number } => {
        return { type, subject, id, sequence: null, data: { ...data, by }, time: at };
      }),
  );
  const evening = Array.from(
    { length: 14 },
    (_, day) => tick(FRIDAY + (day + 1) * DAY) as Said & { time: number },
  );
  const said = [...events, ...commands, ...evening].sort((a, b) => a.time - b.time);
  fold = folded([]);
  for (const entry of log(configured({ rules, units: [...pack.units] }, FROM), ...said)) {
    fold.apply(entry);
    if (entry.type === 'system.ticked') evenings.push([...fold.all('case')]);
  }
}, 120_000);

const shown = (what: (item: CaseEntity) => boolean) => evenings.filter((items) => items.some(what)).length;

describe('the turns that items take in the simulated world', () => {
  it('are all carried out, and none is against the shipped rules, but for late signing', () => {
    expect(fold.quarantine()).toEqual([]);
    const odd = [...fold.all('case')].flatMap(({ life }) =>
      life.irregularities.map(({ problem }) => problem),
    );
    // Units that sign late are late as people are.
    expect(odd.filter((problem) => problem !== 'late_sign')).toEqual([]);
    expect(odd.length).toBeLessThan(60);
  });

  it.each([
    ['an item on a legal way', ({ state }: CaseEntity) => state === 'LEGAL_TRACK'],
    ['one whose duty is disputed', ({ life }: CaseEntity) => life.catalogue === 'DISPUTED'],
    ['one that the catalogue does not know', ({ life }: CaseEntity) => life.catalogue === 'UNMATCHED'],
    [
      'one whose row a seat has named',
      ({ category, life }: CaseEntity) => category === '市容环境' && life.catalogueItem === 'QQ-041',
    ],
    [
      'a supporting unit that has signed',
      ({ life }: CaseEntity) => life.supports.some(({ signedAt }) => signedAt !== null),
    ],
    ['one that was raised to another level of handling', ({ life }: CaseEntity) => life.raised > 0],
    ['one that went down', ({ life }: CaseEntity) => life.lowered > 0],
    [
      'a refused request',
      ({ life }: CaseEntity) => life.decisions.some(({ decision }) => decision === 'REFUSED'),
    ],
    ['a request that waits', ({ life }: CaseEntity) => life.requests.length > 0],
    [
      'a letter that was answered',
      ({ life }: CaseEntity) => life.letters.some(({ answeredAt }) => answeredAt !== null),
    ],
    [
      'a letter of a higher rung',
      ({ life }: CaseEntity) => life.letters.some(({ step }) => step === 'SUPERVISE_LETTER'),
    ],
    ['one that was guided elsewhere', ({ state }: CaseEntity) => state === 'GUIDED'],
    ['one closed without a call-back', ({ life }: CaseEntity) => life.callback === 'WAIVED'],
    ['a level that somebody has raised', ({ risk }: CaseEntity) => risk?.override?.level === 'HIGH'],
  ])('the wall shows %s', (_what, has) => {
    expect(shown(has)).toBeGreaterThan(0);
  });

  it('whose duty it is is open on most evenings, and of few', () => {
    const open = evenings.map((items) => items.filter(({ life }) => life.catalogue === 'DISPUTED').length);
    expect(open.filter((n) => n > 0).length).toBeGreaterThan(4);
    expect(Math.max(...open)).toBeLessThan(8);
  });
});
