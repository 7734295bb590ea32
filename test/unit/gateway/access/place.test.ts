import { describe, expect, it } from 'vitest';
import { factsWithoutHousehold, withoutDoor } from '../../../../gateway/access/place.ts';
import { createProject } from '../../../../gateway/access/projections.ts';
import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import { CASE_KINDS, SCREEN_KIND_OF } from '../../../../gateway/contract/vocabulary.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { item } from '../../screen/state/entities.ts';

const project = createProject([]);
const told = (over: Partial<CaseEntity>) => project('case', item(over), 'operator') as CaseEntity;
const letter = (reason: string): CaseEntity['life'] => ({
  ...item().life,
  letters: [
    {
      step: 'REMIND',
      word: '催办',
      to: '人社局',
      at: 1,
      reason,
      by: 'SEAT-1',
      approver: null,
      answerBy: null,
      answeredAt: null,
      overdue: false,
    },
  ],
});

const number = fc.integer({ min: 1, max: 40 });
/** One door of a village, as its address, its point and the words that people write of it. */
const door = fc
  .record({ house: number, entrance: number, room: fc.integer({ min: 101, max: 3_204 }), east: number })
  .map(({ house, entrance, room, east }) => ({
    address: `望江社区${house}幢${entrance}单元${room}室`,
    location: { lng: 103.8 + east * 0.0003, lat: 25.6 + house * 0.0003 },
    words: fc.constantFrom(
      `${house}幢${entrance}单元${room}室`,
      `${house}栋${room}室`,
      `${house}号楼`,
      `${house}-${entrance}-${room}`,
    ),
  }))
  .chain(({ words, ...place }) => words.map((said) => ({ ...place, said })));
const ofPeople = fc.constantFrom(...CASE_KINDS.filter((kind) => SCREEN_KIND_OF[kind] !== 'HAZARDS'));

describe('an item of people', () => {
  it('is told alike from whatever door of its village it comes', () => {
    fc.assert(
      fc.property(ofPeople, door, door, (kind, one, other) => {
        const at = ({ address, location, said }: typeof one) =>
          told({
            kind,
            address,
            location,
            village: 'V1',
            title: `望江社区${said}邻里漏水`,
            overdueReason: `${said}住户未到场`,
            life: letter(`请上门${said}核实`),
          });
        expect(at(one)).toEqual(at(other));
        expect(at(one)).toMatchObject({ title: '望江社区邻里漏水', address: null, location: null });
      }),
      numRuns(200),
    );
  });

  it('stands in the middle of a square of a kilometre where the region knows no village', () => {
    const at = (lng: number) =>
      told({ kind: 'APPEAL', location: { lng, lat: 25.6049 }, village: null, street: null });
    expect(at(103.8101).location).toEqual({ lng: 103.815, lat: 25.605 });
    expect(at(103.8199).location).toEqual(at(103.8101).location);
  });

  it('has a history without doors', () => {
    const fact = { n: 1, type: 'case.received', at: 1, by: 'SEAT-1', note: '3幢2单元501室反映' } as const;
    expect(factsWithoutHousehold(item({ kind: 'DISPUTE' }), [fact])).toEqual([{ ...fact, note: '反映' }]);
    expect(factsWithoutHousehold(item({ kind: 'HAZARD' }), [fact])).toEqual([fact]);
  });
});

describe('a hazard', () => {
  it.each(CASE_KINDS.filter((kind) => SCREEN_KIND_OF[kind] === 'HAZARDS'))(
    'keeps its exact place, building and entrance: %s',
    (kind) => {
      const place = {
        location: { lng: 103.81234, lat: 25.61234 },
        address: '望江小区3幢2单元',
        title: '3幢烟感',
      };
      expect(told({ kind, ...place })).toMatchObject(place);
    },
  );
});

describe('words for a door', () => {
  it.each([
    ['望江小区3幢2单元501室漏水', '望江小区漏水'],
    ['A栋1203室噪声', '噪声'],
    ['人民路12号门前占道', '人民路门前占道'],
    ['东村5组8号宅基地', '东村5组宅基地'],
    ['三单元漏水', '漏水'],
    ['12-2-1203 装修扰民', ' 装修扰民'],
    ['5号楼', '…'],
  ])('leave %s as %s', (text, left) => {
    expect(withoutDoor(text)).toBe(left);
  });

  it.each(['地铁2号线施工', '街道5号井', '4户居民 12人', '五室联动', '2026-11-20 到期', '欠薪3.3万元', ''])(
    'are not: %s',
    (text) => {
      expect(withoutDoor(text)).toBe(text);
    },
  );
});
