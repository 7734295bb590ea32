import type { CaseEntity, Fact, LngLat } from '../contract/entities.ts';
import { SCREEN_KIND_OF } from '../contract/vocabulary.ts';

/** 1 / 0.01°: where the region knows neither village nor street, an item of people stands in a square of about a kilometre. */
const CELLS_PER_DEGREE = 100;

/**
 * Words for a building or a door: 3幢2单元501室, 人民路12号, 3-2-501. Counts (4户), lines (2号线), wells (5号井) and
 * dates are none.
 */
const DOORS: readonly RegExp[] = [
  /(?:[A-Za-z]|[A-Za-z]?\d{1,4}(?:[-—]\d{1,4})*|[一二三四五六七八九十]{1,3})\s*(?:号楼|号院|栋|幢|单元)/gu,
  /[A-Za-z]?\d{1,4}(?:[-—]\d{1,4})*\s*室/gu,
  /(?<=[路街巷弄道村组社屯寨庄坊里])\s*\d{1,4}(?:[-—附]\d{1,4})*号(?![线井桥站机段])/gu,
  /(?<![\d-])\d{1,3}-\d{1,3}-\d{3,4}(?![\d-])/gu,
];
/** What is left of a text that said nothing but a door. */
const NOTHING_LEFT = '…';

/** A dispute or an appeal: its place is where somebody lives (decisions D10). */
export function isOfPeople({ kind }: Pick<CaseEntity, 'kind'>): boolean {
  return SCREEN_KIND_OF[kind] !== 'HAZARDS';
}

/**
 * An item as it may be told outside (decisions D10). Hazards and facilities keep their exact place. A dispute or an
 * appeal is told by its village alone: no address, no point, no building or door in any of its texts; where the region
 * knows neither village nor street the middle of its square of 0.01° stands for the place.
 */
export function withoutHousehold<Item extends CaseEntity>(item: Item): Item {
  if (!isOfPeople(item)) return item;
  const { title, overdueReason, life, risk, village, street } = item;
  const location = village === null && street === null ? middleOfCell(item.location) : null;
  return {
    ...item,
    address: null,
    location,
    title: withoutDoor(title),
    overdueReason: withoutDoors(overdueReason),
    life: withoutDoors(life),
    ...(risk === undefined ? {} : { risk: withoutDoors(risk) }),
  };
}

/** The history of an item as it may be told outside. */
export function factsWithoutHousehold(item: CaseEntity, facts: readonly Fact[]): readonly Fact[] {
  return isOfPeople(item) ? withoutDoors(facts) : facts;
}

/** A text without the words for a building or a door. */
export function withoutDoor(text: string): string {
  const told = DOORS.reduce((left, door) => left.replace(door, ''), text);
  return told.trim() === '' && text !== '' ? NOTHING_LEFT : told;
}

/** The same value, every text in it without a door; what holds none is handed back as it was. */
function withoutDoors<Value>(value: Value): Value {
  return cleaned(value) as Value;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return withoutDoor(value);
  if (Array.isArray(value)) {
    const list: unknown[] = value.map(cleaned);
    return list.every((each, i) => each === value[i]) ? value : list;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, each]) => [key, each, cleaned(each)] as const);
  if (entries.every(([, before, after]) => before === after)) return value;
  return Object.fromEntries(entries.map(([key, , after]) => [key, after]));
}

function middleOfCell(point: LngLat | null): LngLat | null {
  if (point === null) return null;
  const middle = (degrees: number) => (Math.floor(degrees * CELLS_PER_DEGREE) + 0.5) / CELLS_PER_DEGREE;
  return { lng: middle(point.lng), lat: middle(point.lat) };
}
