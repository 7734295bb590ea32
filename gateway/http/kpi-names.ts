import { VIDEO_CLASS_WORDS } from '../contract/measure-families.ts';
import { VALUE_LISTS } from '../contract/value-words.ts';
import type { ScreenKind, Stage } from '../contract/vocabulary.ts';

const STAGES: Readonly<Record<Stage, string>> = {
  INTAKE: '受理',
  DISPATCH: '分流',
  HANDLING: '处置',
  FEEDBACK: '反馈',
  CALLBACK: '回访',
};

const CONTENTS: Readonly<Record<ScreenKind, string>> = {
  DISPUTES: '矛盾纠纷',
  HAZARDS: '治安隐患',
  APPEALS: '群众诉求',
};

/** Codes of the closed lists in Chinese; what stands later wins where two lists share a code. */
const CODES: ReadonlyMap<string, string> = new Map([
  ...VALUE_LISTS.flatMap(({ words }) => Object.entries(words)),
  ...Object.entries(VIDEO_CLASS_WORDS).map(([code, { zh }]): [string, string] => [code, zh]),
  ...Object.entries({ ...STAGES, ...CONTENTS, NONE: '部件' }),
]);

/** What the rules of a site call a code, by the code. */
export type OwnWords = ReadonlyMap<string, string>;

/** A number's Chinese name, the codes in it spoken: `在办 HIGH` → `在办 高`. @param own comes before the usual words */
export function chineseName(name: string, own: OwnWords = new Map()): string {
  return name.replaceAll(/[A-Z][A-Z0-9_]+/g, (code) => own.get(code) ?? CODES.get(code) ?? code);
}
