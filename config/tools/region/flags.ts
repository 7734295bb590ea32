import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Values by flag, and what was wrong with the command line. */
export interface Flags {
  text(name: string): string | undefined;
  given(name: string): boolean;
  problems: string[];
}

/** Reads the flags of a command; unknown flags, stray words and missing values become problems. */
export function readFlags(argv: readonly string[], options: Options): Flags {
  const known = Object.keys(options).map((name) => `--${name}`);
  const { values, tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional')
      problems.push(`"${token.value}" is not expected; every value follows a flag`);
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (!option) problems.push(`${token.rawName} is not known; known flags: ${known.join(' ')}`);
    else if (option.type === 'string' && token.value === undefined) {
      problems.push(`${token.rawName} needs a value; write ${token.rawName} VALUE`);
    } else if (option.type === 'boolean' && token.value !== undefined) {
      problems.push(`${token.rawName} takes no value; write ${token.rawName} alone`);
    }
  }
  return {
    problems,
    given: (name) => values[name] === true,
    text: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

const ID = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** An id for a pack, or a problem. */
export function checkId(id: string, problems: string[]): void {
  if (ID.test(id)) return;
  problems.push(`--id "${id}" cannot name a region; use 1 to 32 lower-case letters, digits and hyphens`);
}

/** A name to show, or a problem. */
export function checkName(name: string, problems: string[]): void {
  if (name.trim() === name && name.length >= 1 && name.length <= 40) return;
  problems.push(`--name "${name}" cannot be shown; use 1 to 40 characters without blanks at the ends`);
}
