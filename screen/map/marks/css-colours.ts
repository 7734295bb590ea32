import { COLOUR_TOKENS, type Colours } from '../../styles/tokens.ts';

const references = Object.fromEntries(COLOUR_TOKENS.map((token) => [token, `var(--${token})`])) as Record<
  (typeof COLOUR_TOKENS)[number],
  string
>;

/** Colours as references to the tokens, for pictures inside the page: they follow the theme by themselves. */
export function cssColours(): Colours {
  return references;
}
