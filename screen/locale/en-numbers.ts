import type { zhNumbers } from './zh-numbers.ts';

/** Words of the card that opens from a number, in English. */
export const enNumbers: Readonly<Record<keyof typeof zhNumbers, string>> = {
  'number.card': 'About this number',
  'number.area': 'Area',
  'number.formula': 'Formula',
  'number.parts': 'Parts',
  'number.partOf': '{part} / {of}',
  'number.period': 'Period',
  'number.span': '{from} to {to}',
  'number.ever': 'since records began',
  'number.exclusions': 'Counted',
  'number.note': 'Note',
  'number.source': 'Source',
  'number.entriesOf': 'What it is made of',
  'number.proved': '{n} in all · of {shown} listed, {proved} recomputed from the log',
  'number.equal': 'the sum agrees',
  'number.unequal': 'the sum differs: it gives {n}',
  'number.entries': 'log no. {list}',
  'number.entriesMore': 'log no. {list} … {n} entries',
  'number.more': '{n} more',
  'number.unproved': 'not recomputed',
  'number.open': 'What this number means',
  'number.close': 'Close',
  'number.asking': 'Asking the gateway',
  'number.none': 'The gateway has no words for this number',
};
