/** A feature that a text uses, with the words around its first use. */
export interface NewerFeature {
  readonly feature: string;
  /** First version of Chromium that knows it. */
  readonly since: number;
  readonly where: string;
}

type Known = readonly [feature: string, since: number, pattern: RegExp];

/** Of style sheets, after Chromium 90; by the compatibility tables of MDN. */
const CSS: readonly Known[] = [
  ['@counter-style', 91, /@counter-style\b/],
  ['size-adjust', 92, /[{;]\s*size-adjust:/],
  ['accent-color', 93, /[{;]\s*accent-color:/],
  ['scrollbar-gutter', 94, /[{;]\s*scrollbar-gutter:/],
  ['prefers-contrast', 96, /\(prefers-contrast/],
  ['@layer', 99, /@layer\b/],
  ['font-palette', 101, /[{;]\s*font-palette:/],
  ['hwb()', 101, /\bhwb\(/],
  ['single transforms', 104, /[{;]\s*(?:translate|rotate|scale):/],
  ['object-view-box', 104, /[{;]\s*object-view-box:/],
  ['media ranges', 104, /@media[^{]*\([^)]*[<>]/],
  [':has()', 105, /:has\(/],
  [':modal', 105, /:modal\b/],
  ['container queries', 105, /@container\b|[{;]\s*container(?:-type|-name)?:/],
  ['container units', 105, /\d(?:cqw|cqh|cqi|cqb|cqmin|cqmax)\b/],
  ['viewport units', 108, /\d[sld]v(?:w|h|i|b|min|max)\b/],
  ['line units', 109, /\d(?:lh|rlh)\b/],
  ['initial-letter', 110, /[{;]\s*initial-letter:/],
  ['color-mix()', 111, /\bcolor-mix\(/],
  ['colour spaces', 111, /\b(?:oklch|oklab|lch|lab|color)\(/],
  ['trigonometry', 111, /\b(?:a?sin|a?cos|a?tan|atan2)\(/],
  ['image-set()', 113, /[^-]\bimage-set\(/],
  ['linear()', 113, /\blinear\(/],
  ['text-wrap', 114, /[{;]\s*(?:text-wrap|white-space-collapse):/],
  ['subgrid', 117, /\bsubgrid\b/],
  ['@starting-style', 117, /@starting-style\b|[{;]\s*transition-behavior:/],
  ['@scope', 118, /@scope\b/],
  ['nesting', 120, /[{;}]\s*&/],
  ['scrollbar colours', 121, /[{;]\s*scrollbar-(?:color|width):/],
  ['light-dark()', 123, /\blight-dark\(/],
  ['field-sizing', 123, /[{;]\s*field-sizing:/],
  ['rounding', 125, /\b(?:round|mod|rem)\(/],
  ['anchors', 125, /[{;]\s*(?:anchor-name|position-anchor|position-area):/],
];

const call = (holder: string, names: string) => new RegExp(`${holder}\\.(?:${names})\\(`);
const method = (names: string) => new RegExp(`\\.(?:${names})\\(`);

/** Of scripts. What `screen/polyfills.ts` brings is none; nor is a feature whose absence the script itself looks for. */
const SCRIPT: readonly Known[] = [
  ['private names with in', 91, /#\w+ in \w/],
  ['crypto.randomUUID', 92, /\.randomUUID\(/],
  ['static blocks', 94, /[{};]\s*static\s*\{/],
  ['reportError', 95, /(?<![\w.$])reportError\(/],
  ['roundRect and conic gradients', 99, method('roundRect|createConicGradient|showPicker')],
  ['Intl.supportedValuesOf', 99, call('Intl', 'supportedValuesOf')],
  ['AbortSignal.timeout', 103, call('AbortSignal', 'timeout|any')],
  ['checkVisibility', 105, method('checkVisibility')],
  ['well-formed strings', 111, method('isWellFormed|toWellFormed')],
  ['the v flag', 112, /\/[dgimsuy]*v[dgimsuy]*\.(?:test|exec)\(/],
  ['popovers', 114, method('showPopover|hidePopover|togglePopover')],
  ['view transitions', 111, method('startViewTransition')],
  ['transfer of buffers', 114, method('transferToFixedLength')],
  ['Array.fromAsync', 121, call('Array', 'fromAsync')],
  ['sets', 122, method('symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom')],
  ['Promise.try', 128, call('Promise', 'try')],
  ['bytes in words', 140, call('Uint8Array', 'fromBase64|fromHex')],
];

/** Characters on either side of a use. */
const AROUND = 40;

function found(text: string, known: readonly Known[]): NewerFeature[] {
  return known.flatMap(([feature, since, pattern]) => {
    const at = text.search(pattern);
    const where = text.slice(Math.max(0, at - AROUND), at + AROUND);
    return at < 0 ? [] : [{ feature, since, where }];
  });
}

/** What a style sheet uses that Chromium 90 does not know. */
export const newerInStyles = (text: string): NewerFeature[] => found(text, CSS);

/** What a script uses that Chromium 90 does not know. */
export const newerInScript = (text: string): NewerFeature[] => found(text, SCRIPT);
