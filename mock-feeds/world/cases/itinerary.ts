import { MINUTE } from '../time.ts';

/** Every step that an item can take, in the order in which they follow one another. */
const INTAKE = ['verify', 'joint', 'dispatch', 'returned', 'again', 'sign', 'start'] as const;
const HANDLING = [
  'asked',
  'suspend',
  'levelled',
  'note1',
  'relevelled',
  'note2',
  'resume',
  'extended',
] as const;
const ENDING = ['feed', 'rework', 'refeed', 'check', 'called', 'fulfilment'] as const;

export type StepName = (typeof INTAKE)[number] | (typeof HANDLING)[number] | (typeof ENDING)[number];

/** When each step is wished for, epoch milliseconds; null or absent: it does not happen. */
export type Wishes = Readonly<Partial<Record<StepName, number | null>>>;

/** When each step happens; strictly rising in the order of the steps. */
export type Itinerary = ReadonlyMap<StepName, number>;

function happening(names: readonly StepName[], wishes: Wishes): { name: StepName; wish: number }[] {
  return names.flatMap((name) => {
    const wish = wishes[name];
    return wish === null || wish === undefined ? [] : [{ name, wish }];
  });
}

/**
 * Puts wished instants into one strictly rising row between `from` and `to`, a minute apart where there is room.
 * Steps of the handling come in the order of their wishes; intake and ending keep the order of the process.
 */
export function itineraryOf(from: number, to: number, wishes: Wishes): Itinerary {
  const steps = [
    ...happening(INTAKE, wishes),
    ...happening(HANDLING, wishes).sort((a, b) => a.wish - b.wish),
    ...happening(ENDING, wishes),
  ];
  const gap = Math.min(MINUTE, (to - from) / (steps.length + 2));
  let before = from;
  return new Map(
    steps.map(({ name, wish }, i) => {
      const latest = to - gap * (steps.length - i);
      before = Math.round(Math.min(Math.max(wish, before + gap), latest));
      return [name, before];
    }),
  );
}
