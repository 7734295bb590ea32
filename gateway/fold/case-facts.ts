import type { Fact } from '../contract/entities.ts';
import type { Heard } from './event.ts';
import type { Writable } from './life/steps.ts';

const FACTS_KEPT = 100;

/** What was said beside a step: its note, else its reason. */
export function noteOf(data: object): string | undefined {
  const { note, reason } = data as { readonly note?: string; readonly reason?: string };
  return note || reason || undefined;
}

interface Telling {
  readonly by: string;
  readonly note: string | undefined;
  readonly reordered?: boolean;
}

/** The facts with what an entry tells among them. */
export function withFact(
  facts: readonly Fact[],
  { type, entry }: Heard,
  { by, note, reordered = false }: Telling,
): readonly Fact[] {
  const { n, time } = entry;
  const fact: Writable<Fact> = { n, type, at: time, by };
  if (note !== undefined) fact.note = note;
  if (reordered) fact.reordered = reordered;
  return factAmong(facts, fact);
}

/** The facts with one more; the oldest goes. */
export function factAmong(facts: readonly Fact[], fact: Fact): readonly Fact[] {
  return [...facts.slice(-(FACTS_KEPT - 1)), fact];
}
