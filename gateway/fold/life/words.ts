import type { LifeRules } from '../../contract/life.ts';
import type { CaseState } from '../../contract/vocabulary.ts';

type Labels = ReadonlyMap<CaseState, string>;

const known = new WeakMap<LifeRules['vocabularies'], ReadonlyMap<string, Labels>>();

/** The step of a state in the words of its source's vocabulary, else of the wall's; null where none has a word. */
export function wordOf(rules: LifeRules, source: string, state: CaseState): string | null {
  const { vocabulary, vocabularyOf, vocabularies } = rules;
  return (
    labelsOf(vocabularies)
      .get(vocabularyOf[source] ?? vocabulary)
      ?.get(state) ?? null
  );
}

/** Looked up for every change of every item, so put in order once for each set of rules. */
function labelsOf(vocabularies: LifeRules['vocabularies']): ReadonlyMap<string, Labels> {
  const made = known.get(vocabularies);
  if (made !== undefined) return made;
  const labels = new Map(
    vocabularies.map(({ id, stages }) => [
      id,
      new Map(stages.flatMap(({ label, states }) => states.map((state) => [state, label] as const))),
    ]),
  );
  known.set(vocabularies, labels);
  return labels;
}
