import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Values by flag, and what was wrong with the command line. */
export interface Flags {
  text(name: string): string | undefined;
  given(name: string): boolean;
  problems: string[];
}

function optionProblem(
  token: { rawName: string; value?: string | undefined },
  option: Options[string] | undefined,
  known: readonly string[],
): string | undefined {
  const { rawName, value } = token;
  if (!option) return `${rawName} is not known; known flags: ${known.join(' ')}`;
  if (option.type === 'string' && (value === undefined || value.startsWith('--'))) {
    return `${rawName} needs a value; write ${rawName} VALUE`;
  }
  if (option.type === 'boolean' && value !== undefined)
    return `${rawName} takes no value; write ${rawName} alone`;
  return undefined;
}

/** Reads the flags of a command; unknown flags, stray words and missing values become problems. */
export function readFlags(argv: readonly string[], options: Options): Flags {
  const known = Object.keys(options).map((name) => `--${name}`);
  const { values, tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const problems: string[] = [];
  let valueOfUnknown = -1;
  for (const token of tokens) {
    if (token.kind === 'positional' && token.index !== valueOfUnknown) {
      problems.push(`"${token.value}" is not expected; every value follows a flag`);
    }
    if (token.kind !== 'option') continue;
    const problem = optionProblem(token, options[token.name], known);
    if (problem) problems.push(problem);
    if (!options[token.name]) valueOfUnknown = token.index + 1;
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
