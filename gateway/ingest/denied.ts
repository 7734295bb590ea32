/** The category deny-list of the site (decisions D5), ready to be asked. */
export type DenyList = (event: unknown) => boolean;

/** Spaces and punctuation inside a word do not hide it. */
const SEPARATORS = /[\s\p{P}\p{S}\p{Cf}]+/gu;

/**
 * Is an event about a category that this site does not take in? Looks at `data.category` and `data.title` for each
 * word of the list; a word in Latin letters must stand by itself. Works on unvalidated events, so that no refusal for
 * another reason can keep their content.
 */
export function denyList(categories: readonly string[]): DenyList {
  const words = categories.map((category) => category.normalize('NFKC').toLowerCase().trim());
  const latin = words.filter((word) => /^[\p{Script=Latin}\d\s]+$/u.test(word));
  const other = words.filter((word) => !latin.includes(word)).map((word) => word.replace(SEPARATORS, ''));
  return (event) => textsOf(event).some((text) => names(text, { latin, other }));
}

function names(
  text: string,
  { latin, other }: { readonly latin: readonly string[]; readonly other: readonly string[] },
): boolean {
  const spaced = ` ${text.normalize('NFKC').toLowerCase().replace(SEPARATORS, ' ')} `;
  if (latin.some((word) => spaced.includes(` ${word} `))) return true;
  const closed = spaced.replaceAll(' ', '');
  return other.some((word) => closed.includes(word));
}

function textsOf(event: unknown): string[] {
  const data = field(event, 'data');
  return [field(data, 'category'), field(data, 'title')].filter((text) => typeof text === 'string');
}

function field(value: unknown, key: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
}
