import type { LifeRules, ResolutionTrack } from '../../contract/life.ts';
import type { CaseState } from '../../contract/vocabulary.ts';

/** By state, and by state and track where a stage is that of one way only. */
type Labels = ReadonlyMap<string, string>;

const known = new WeakMap<LifeRules['vocabularies'], ReadonlyMap<string, Labels>>();

interface Standing {
  readonly source: string;
  readonly state: CaseState;
  readonly track: ResolutionTrack | null;
}

/** The step of a state in the words of its source's vocabulary, else of the wall's; null where none has a word. */
export function wordOf(rules: LifeRules, { source, state, track }: Standing): string | null {
  const { vocabulary, vocabularyOf, vocabularies } = rules;
  const labels = labelsOf(vocabularies).get(vocabularyOf[source] ?? vocabulary);
  return labels?.get(keyOf(state, track ?? undefined)) ?? labels?.get(state) ?? null;
}

function keyOf(state: CaseState, track: ResolutionTrack | undefined): string {
  return track === undefined ? state : `${state} ${track}`;
}

/** Looked up for every change of every item, so put in order once for each set of rules. */
function labelsOf(vocabularies: LifeRules['vocabularies']): ReadonlyMap<string, Labels> {
  const made = known.get(vocabularies);
  if (made !== undefined) return made;
  const labels = new Map(
    vocabularies.map(({ id, stages }) => [
      id,
      new Map(
        stages.flatMap(({ label, states, tracks = [undefined] }) =>
          states.flatMap((state) => tracks.map((track) => [keyOf(state, track), label] as const)),
        ),
      ),
    ]),
  );
  known.set(vocabularies, labels);
  return labels;
}
