import { en } from './en.ts';
import { type MessageKey, type Messages, zh } from './zh.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Params = Readonly<Record<string, string | number>>;

/** What a language calls a name that comes as data, by its exact text. */
export type Names = ReadonlyMap<string, string>;

/** The words of a page in its language. */
export interface Say {
  /**
   * Says a message; every `{name}` of it is taken from `params`, a missing one stays visible. `{name:s}` is the ending of the
   * plural: none where `name` is 1.
   */
  (key: MessageKey, params?: Params): string;
  /** Name of a place, a unit, a category … that comes as data; as it is told where the language has no other for it. */
  readonly named: (text: string) => string;
}

const TABLES: Readonly<Record<Language, Messages>> = { zh, en };

/** The screen's words in one language. @param names what the language calls names that come as data */
export function createSay(language: Language, names: Names = new Map()): Say {
  const table = TABLES[language];
  const say = (key: MessageKey, params: Params = {}) => fill(table[key], params);
  return Object.assign(say, { named: (text: string) => names.get(text) ?? text });
}

/** Whether a key built from a closed list (such as `stage.INTAKE`) is one of the table's. */
export function isMessageKey(key: string): key is MessageKey {
  return key in zh;
}

function fill(template: string, params: Params): string {
  return template
    .replace(/\{(\w+):s\}/g, (_, name: string) => (String(params[name]) === '1' ? '' : 's'))
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
