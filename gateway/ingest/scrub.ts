/** What the door finds in free text, and what stands there afterwards. Nothing found is kept (decisions D14). */
const MARKERS = {
  phone: '［已隐去电话］',
  idNumber: '［已隐去证件号］',
  plate: '［已隐去车牌］',
  email: '［已隐去邮箱］',
} as const;

interface Rule {
  readonly pattern: RegExp;
  readonly marker: string;
  /** Looks twice at a match that may be an innocent number. */
  readonly confirms?: (match: string) => boolean;
}

const NOT_INSIDE_NUMBER = String.raw`(?<!\d)(?<!\d\.)`;
/** What follows an amount or a decimal is a quantity, not a telephone. */
const NOT_A_QUANTITY = String.raw`(?!\d|\.\d|\s?[元万亿%‰米吨])`;
const GAP = String.raw`[ \-–—]?`;
const CALLED = `(?:电话|座机|手机|联系方式|联系|致电|拨打|回电|[Tt]el|TEL)[号码是为:： .]{0,4}`;

/** 18 signs that may stand in groups; `isIdNumber` looks at what they say. */
const ID_18 = `[1-9](?:${GAP}\\d){16}${GAP}[\\dXx]`;

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const PLATE_SIGN = '[A-HJ-NP-Z0-9]';
/** Five signs, or six with the energy letter at either end; at least three of them digits. */
const PLATE = String.raw`[${PROVINCES}][A-HJ-NP-Z][ ·•.\-]?(?:[DF]${PLATE_SIGN}\d{4}|\d{5}[A-HJK]|(?=(?:[A-Z]*\d){3})${PLATE_SIGN}{4}(?:${PLATE_SIGN}|[挂学警港澳试]))(?![A-Za-z0-9])`;

const RULES: readonly Rule[] = [
  {
    pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g,
    marker: MARKERS.email,
  },
  {
    pattern: /(?:身份证|证件)[号码是为:： ]{0,5}(?:\d[ -]?){14,17}[\dXx](?!\d)/g,
    marker: MARKERS.idNumber,
  },
  {
    pattern: new RegExp(`${NOT_INSIDE_NUMBER}${ID_18}(?![\\dA-Za-z]|\\.\\d)`, 'g'),
    marker: MARKERS.idNumber,
    confirms: isIdNumber,
  },
  {
    pattern: new RegExp(
      String.raw`${NOT_INSIDE_NUMBER}(?:(?:\+|00)?86${GAP})?(?:1[3-9]\d(?:${GAP}\d{4}${GAP}\d{4}|${GAP}\d{3}${GAP}\d{5}|[.·]\d{4}[.·]\d{4})|1([ \-])[3-9](?:\1\d){9})${NOT_A_QUANTITY}`,
      'g',
    ),
    marker: MARKERS.phone,
  },
  {
    // A number right after CAPITALS- or digits- is part of a case number, not an area code.
    pattern: new RegExp(
      String.raw`(?<![A-Z0-9][-_/])${NOT_INSIDE_NUMBER}[(（]?0(?:10|2\d|[3-9]\d{2})(?:[)）]${GAP}|${GAP})[2-8]\d{2,3}${GAP}\d{4}(?:\s?(?:转|-)\s?\d{1,6})?${NOT_A_QUANTITY}`,
      'g',
    ),
    marker: MARKERS.phone,
  },
  {
    pattern: new RegExp(String.raw`${CALLED}[2-8]\d{2,3}${GAP}\d{4}(?!\d|\.\d)`, 'g'),
    marker: MARKERS.phone,
  },
  { pattern: new RegExp(PLATE, 'gi'), marker: MARKERS.plate },
];

const CHINESE_DIGITS = '〇一二三四五六七八九';

/**
 * Replaces telephone numbers, ID numbers, vehicle plates and e-mail addresses by a marker, also when they are written
 * in full-width or Chinese digits or in groups; drops invisible characters. Case numbers, amounts, dates and
 * coordinates stay.
 */
export function scrubText(text: string): string {
  const visible = visibleOf(text);
  if (!SUSPECT.test(visible)) return visible;
  return RULES.reduce(applyRule, { text: visible, shadow: plainDigits(visible) }).text;
}

/** Does the text hold anything that `scrubText` would replace? */
export function holdsPersonalData(text: string): boolean {
  return scrubText(text) !== visibleOf(text);
}

function visibleOf(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, '');
}

/** No rule finds anything where there is neither an @ nor three digits, written in whatever way. */
const SUSPECT = /[@\uff20]|(?:[0-9\uff10-\uff19][^0-9\uff10-\uff19]*){3}|[零〇一幺二两三四五六七八九]{7}/;

/** Fields that name a place, device, picture or entity by its id: never touched (decisions D10). */
const STRUCTURED = new Set(['area', 'device', 'camera', 'media', 'photos', 'into', 'crs']);

/**
 * A copy of an event's data with every free text scrubbed. A link that carries a telephone or ID number is left out:
 * it could not be followed any more with a marker inside.
 */
export function scrubData(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) {
    if (key === 'link' && typeof value === 'string' && holdsPersonalData(value)) continue;
    clean[key] = STRUCTURED.has(key) ? value : scrubValue(value);
  }
  return clean;
}

function scrubValue(value: unknown): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (Array.isArray(value)) return value.map(scrubValue);
  if (value !== null && typeof value === 'object') return scrubData(value as Record<string, unknown>);
  return value;
}

/** A text and its plain-digit shadow of the same length: matches in the one have their places in the other. */
interface Shadowed {
  readonly text: string;
  readonly shadow: string;
}

function applyRule(before: Shadowed, rule: Rule): Shadowed {
  const { text, shadow } = before;
  if (shadow.search(rule.pattern) < 0) return before;
  let clean = '';
  let done = 0;
  for (const match of shadow.matchAll(rule.pattern)) {
    if (rule.confirms?.(match[0]) === false) continue;
    clean += text.slice(done, match.index) + rule.marker;
    done = match.index + match[0].length;
  }
  if (done === 0) return before;
  const scrubbed = clean + text.slice(done);
  return { text: scrubbed, shadow: plainDigits(scrubbed) };
}

function plainDigits(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u3000]/g, ' ')
    .replace(/[零〇一幺二两三四五六七八九]{7,}/g, (run) => Array.from(run, chineseDigit).join(''));
}

function chineseDigit(sign: string): string {
  const plain = { 零: 0, 幺: 1, 两: 2 }[sign] ?? CHINESE_DIGITS.indexOf(sign);
  return String(plain);
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';
const BIRTH = /^(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** Births after this year are believed only with a right check digit: case numbers look alike and carry recent years. */
const LAST_PLAIN_BIRTH_YEAR = 2009;

/** GB 11643-1999: area (6), birth date (8), serial (3), check digit by ISO 7064 MOD 11-2. */
function isIdNumber(match: string): boolean {
  const signs = match.replace(/[^\dXx]/g, '').toUpperCase();
  if (!BIRTH.test(signs.slice(6, 14))) return false;
  if (Number(signs.slice(6, 10)) <= LAST_PLAIN_BIRTH_YEAR) return true;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(signs[i]), 0);
  return CHECK_DIGITS[sum % 11] === signs[17];
}
