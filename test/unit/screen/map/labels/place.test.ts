import { expect, test } from 'vitest';
import { type LabelWish, placeLabels } from '../../../../../screen/map/labels/place.ts';
import fc from '../../../../support/property.ts';

const bounds = { left: 0, top: 0, right: 1000, bottom: 800 };
const size = { width: 90, height: 40 };

function wish(id: string, x: number, y: number, rank = 0): LabelWish {
  return { id, anchor: { x, y }, size, rank };
}

function boxes(placed: ReadonlyMap<string, { x: number; y: number }>) {
  return [...placed.values()].map(({ x, y }) => ({
    left: x - 45,
    right: x + 45,
    top: y - 20,
    bottom: y + 20,
  }));
}

function apart(a: { left: number; right: number; top: number; bottom: number }, b: typeof a): boolean {
  return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

const room = { bounds, obstacles: [], gap: 0 };

test('a label with room stands on its anchor', () => {
  expect(placeLabels([wish('a', 500, 400)], room).get('a')).toEqual({ x: 500, y: 400 });
});

test('of two labels at one place the lower rank stays and the other steps aside', () => {
  const placed = placeLabels([wish('a', 500, 400, 1), wish('b', 500, 400, 0)], room);
  expect(placed.get('b')).toEqual({ x: 500, y: 400 });
  expect(placed.get('a')).not.toEqual({ x: 500, y: 400 });
  expect(placed.size).toBe(2);
});

test('a label steps aside for an alarm that waits', () => {
  const obstacles = [{ left: 480, top: 380, right: 520, bottom: 420 }];
  const [label] = boxes(placeLabels([wish('a', 500, 400)], { ...room, obstacles }));
  expect(label && apart(label, { left: 480, top: 380, right: 520, bottom: 420 })).toBe(true);
});

test('a label steps over a short way rather than far along its width', () => {
  const placed = placeLabels([wish('a', 500, 400), wish('b', 505, 402)], room).get('b');
  expect(Math.abs((placed?.y ?? 0) - 402)).toBeGreaterThanOrEqual(36);
  expect(placed?.x).toBe(505);
});

const mark = { left: 480, top: 380, right: 520, bottom: 420 };

test('a label steps aside for any mark while there is room', () => {
  const [label] = boxes(placeLabels([wish('a', 500, 400)], { ...room, marks: [mark] }));
  expect(label && apart(label, mark)).toBe(true);
});

test('where marks are everywhere a name is written over them, a shy one is left out', () => {
  const marks = Array.from({ length: 40 * 40 }, (_, index) => {
    const [left, top] = [(index % 40) * 25, Math.floor(index / 40) * 20];
    return { left, top, right: left + 24, bottom: top + 19 };
  });
  const shy = { ...wish('b', 200, 200), shy: true };
  expect([...placeLabels([wish('a', 500, 400), shy], { ...room, marks }).keys()]).toEqual(['a']);
});

test('a label that has stepped aside keeps still while its place is about as good as another', () => {
  const before = { x: 0, y: -14 };
  expect(placeLabels([{ ...wish('a', 500, 400), before }], room).get('a')).toEqual({ x: 500, y: 386 });
  const far = { x: 0, y: -92 };
  expect(placeLabels([{ ...wish('a', 500, 400), before: far }], room).get('a')).toEqual({ x: 500, y: 400 });
});

test('a name stays in its own area rather than take the nearest free place outside', () => {
  const strays = ({ y }: { y: number }) => (y > 400 ? 3 : 0);
  const placed = (wishes: Partial<LabelWish>) =>
    placeLabels([{ ...wish('a', 500, 405), ...wishes }], { ...room, marks: [{ ...mark, bottom: 412 }] }).get(
      'a',
    );
  expect(placed({})?.y).toBeGreaterThan(400);
  expect(placed({ strays })?.y).toBeLessThan(400);
});

test('a name without room in its own area takes none from the name that belongs where it would stand', () => {
  const outside = (): number => 6;
  const stray = { ...wish('a', 500, 400), strays: outside };
  const placed = placeLabels([stray, wish('b', 500, 400)], room);
  expect(placed.get('b')).toEqual({ x: 500, y: 400 });
  expect(placed.size).toBe(2);
});

/** Whether the line from a label to its anchor runs over a box, by points along it. */
function ties(centre: { x: number; y: number }, anchor: typeof centre, box: typeof bounds): boolean {
  return Array.from({ length: 101 }, (_, index) => index / 100).some((share) => {
    const [x, y] = [centre.x + share * (anchor.x - centre.x), centre.y + share * (anchor.y - centre.y)];
    return x > box.left && x < box.right && y > box.top && y < box.bottom;
  });
}

test('a name that must stand elsewhere stands where its line runs over no mark that waits', () => {
  const anchor = { x: 500, y: 400 };
  const wish0 = { ...wish('a', anchor.x, anchor.y), strays: () => 6 };
  const waits = { left: 490, top: 360, right: 510, bottom: 380 };
  const own = { left: 480, top: 390, right: 520, bottom: 410 };
  const at = placeLabels([wish0], { ...room, obstacles: [own, waits] }).get('a');
  expect(at).toBeDefined();
  expect(at && ties(at, anchor, waits)).toBe(false);
});

test('a name that finds no place around its anchor stands on the nearest free ground', () => {
  const crowded = { left: 300, top: 200, right: 700, bottom: 600 };
  const [label] = boxes(placeLabels([wish('a', 500, 400)], { ...room, obstacles: [crowded] }));
  expect(label && apart(label, crowded)).toBe(true);
  const shy = { ...wish('b', 500, 400), shy: true };
  expect(placeLabels([shy], { ...room, obstacles: [crowded] }).size).toBe(0);
});

test('a label without any room is left out', () => {
  expect(placeLabels([wish('a', 500, 400)], { ...room, obstacles: [bounds] }).size).toBe(0);
});

test('however many labels there are, none overlaps another or leaves the map', () => {
  const anchor = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 800 }));
  fc.assert(
    fc.property(fc.array(anchor, { maxLength: 60 }), (anchors) => {
      const placed = boxes(
        placeLabels(
          anchors.map(([x, y], index) => wish(`l${index}`, x, y)),
          room,
        ),
      );
      placed.forEach((a, index) => {
        expect(a.left >= 0 && a.top >= 0 && a.right <= 1000 && a.bottom <= 800).toBe(true);
        for (const b of placed.slice(index + 1)) expect(apart(a, b)).toBe(true);
      });
    }),
  );
});
