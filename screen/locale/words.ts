import { en } from './en.ts';
import { type MessageKey, type Messages, zh } from './zh.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Params = Readonly<Record<string, string | number>>;

/** Says a message of the chosen language; every `{name}` of it is taken from `params`, a missing one stays visible. */
export type Say = (key: MessageKey, params?: Params) => string;

const TABLES: Readonly<Record<Language, Messages>> = { zh, en };

/** Everything the screen can say in a language, as one text. */
export function everyWord(language: Language): string {
  return Object.values(TABLES[language]).join('');
}

/** The screen's words in one language. */
export function createSay(language: Language): Say {
  const table = TABLES[language];
  return (key, params) => fill(table[key], params ?? {});
}

/** Whether a key built from a closed list (such as `stage.INTAKE`) is one of the table's. */
export function isMessageKey(key: string): key is MessageKey {
  return key in zh;
}

function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
