import type { Page } from 'playwright-core';

/** One row: what it is about, and what it says. */
export interface RowTold {
  /** `kind:id`. */
  readonly ref: string;
  readonly tone: string;
  readonly title: string;
  /** Its big words. */
  readonly words: string;
  /** What an alarm's row tells beside its place. */
  readonly measured: string;
}

/** A list with the numbers beside it. */
export interface ListTold {
  /** From the top. */
  readonly rows: readonly RowTold[];
  readonly text: string;
}

/** What a page says, for the truths that must hold on it (decisions D8). */
export interface PageTold {
  /** Every number by its id: the different texts that it stands on the page with. */
  readonly numbers: Readonly<Record<string, readonly string[]>>;
  /** Rows of items. */
  readonly timers: ListTold;
  /** Rows of alarms. */
  readonly alarms: ListTold;
  /** AI leads among the alarms. */
  readonly leadsAmongAlarms: number;
  /** AI leads in their own lane. */
  readonly leads: readonly LeadTold[];
  /** Everything that holds a percentage, in its own words, those of the head of its panel and those above its column. */
  readonly rates: readonly string[];
  /** Sounds that the page has made or begun. */
  readonly sounds: number;
}

/** One AI lead as it looks. */
export interface LeadTold {
  /** `kind:id`. */
  readonly ref: string;
  readonly text: string;
  /** Whether its rim is dashed, and neither it nor anything in it is filled or written in a colour of an alarm. */
  readonly quiet: boolean;
}

/** Runs in the page. */
function read(): PageTold {
  const numbers: Record<string, string[]> = {};
  for (const one of document.querySelectorAll<HTMLElement>('[data-kpi]')) {
    const text = (one.textContent ?? '').replace(/[^\d.%−—+-]/g, '').replace('−', '-');
    const id = one.dataset.kpi ?? '';
    const told = numbers[id] ?? [];
    if (!told.includes(text)) numbers[id] = [...told, text];
  }
  const list = (panel: string, kind: string) => {
    const section = document.querySelector<HTMLElement>(`section[data-panel="${panel}"]`);
    const rows = [...(section?.querySelectorAll<HTMLElement>(`[data-entity^="${kind}:"]`) ?? [])];
    const words = (row: HTMLElement, name: string) =>
      row.querySelector(`.${name}`)?.textContent?.trim() ?? '';
    return {
      rows: rows.map((row) => ({
        ref: row.dataset.entity ?? '',
        tone: row.dataset.tone ?? '',
        title: words(row, 'title'),
        words: words(row, 'words'),
        measured: words(row, 'measured'),
      })),
      text: section?.innerText ?? '',
    };
  };
  const style = getComputedStyle(document.documentElement);
  const probe = document.createElement('i');
  document.body.append(probe);
  const loud = ['--alarm-p1', '--alarm-p2', '--alarm-p3', '--alarm-p4', '--overdue'].map((token) => {
    probe.style.color = style.getPropertyValue(token);
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const isLoud = (one: Element) => {
    const { color, backgroundColor, borderTopColor } = getComputedStyle(one);
    return [color, backgroundColor, borderTopColor].some((colour) => loud.includes(colour));
  };
  const leads = document.querySelectorAll<HTMLElement>('section[data-panel="leads"] [data-entity^="video:"]');
  const parts = document.querySelectorAll<HTMLElement>(
    '[data-panel] li, [data-panel] td, [data-panel] dl > div, [data-panel] p',
  );
  /** What stands above a cell of a board. */
  const column = (part: HTMLElement) => {
    // A cell of the present stands across the columns, and names its time itself.
    if (!(part instanceof HTMLTableCellElement) || part.colSpan > 1) return '';
    const heads = part.closest('table')?.querySelectorAll<HTMLElement>('thead th');
    return heads?.[part.cellIndex]?.innerText ?? '';
  };
  return {
    numbers,
    timers: list('timers', 'case'),
    alarms: list('alarms', 'alarm'),
    leadsAmongAlarms: document.querySelectorAll('section[data-panel="alarms"] [data-entity^="video:"]')
      .length,
    leads: [...leads].map((lead) => ({
      ref: lead.dataset.entity ?? '',
      text: lead.innerText,
      quiet:
        getComputedStyle(lead).borderTopStyle === 'dashed' &&
        ![lead, ...lead.querySelectorAll('*')].some(isLoud) &&
        lead.querySelector('[data-priority]') === null,
    })),
    rates: [...parts]
      // What a device measures, how full its battery is, and what a norm asks for, are no shares.
      .filter((part) => part.innerText.replaceAll(/%LEL|电量 \d+%|[<≤≥]\d+%/g, '').includes('%'))
      .map((part) => {
        const head = part.closest('[data-panel]')?.querySelector<HTMLElement>('header')?.innerText ?? '';
        return [part.innerText, head, column(part)].join(' | ').replaceAll(/\s+/g, ' ');
      }),
    sounds: Number(document.documentElement.dataset.sounds ?? 0),
  };
}

/** What stands on the page now. */
export function told(page: Page): Promise<PageTold> {
  return page.evaluate(read);
}

/** A number of the page; NaN when it is not there or is told in two ways. */
export function numberOf({ numbers }: PageTold, id: string): number {
  const [text = '', ...others] = numbers[id] ?? [];
  return others.length > 0 || text === '' ? Number.NaN : Number(text.replace('+', ''));
}

/** The number after some words, 0 where they are not said. */
export function numberAfter({ text }: ListTold, words: string): number {
  return Number(new RegExp(`${words}\\s*(\\d+)`).exec(text)?.[1] ?? 0);
}

/** Rows of one tone. */
export function rowsOf({ rows }: ListTold, tone: string): number {
  return rows.filter((row) => row.tone === tone).length;
}

/** Alarms that the rows of the strip stand for: in a flood those of one type and place share one. */
export function alarmsIn({ rows }: ListTold): { readonly waiting: number; readonly acked: number } {
  let [waiting, acked] = [0, 0];
  for (const { tone, title, measured } of rows) {
    const all = Number(/ (\d+) 条$/.exec(title)?.[1] ?? 1);
    const seen = Number(/未确认 (\d+)$/.exec(measured)?.[1] ?? (tone === 'acked' ? 0 : all));
    waiting += seen;
    acked += all - seen;
  }
  return { waiting, acked };
}

const LEVELS = ['HIGH', 'MEDIUM', 'LOW', 'UNDETERMINED', 'NONE'] as const;

/** What must hold on every page that shows the first panels, whatever the day; each tells what is wrong. */
export const TRUTHS: readonly (readonly [what: string, wrong: (page: PageTold) => readonly string[]])[] = [
  [
    'a number is the same wherever it stands, on the map’s legend too',
    ({ numbers }) =>
      Object.entries(numbers).flatMap(([id, texts]) => (texts.length > 1 ? [`${id}: ${texts.join()}`] : [])),
  ],
  [
    'carried, received and closed make what is open; so do the levels, and their changes what the day changed',
    (page) => {
      const of = (id: string) => numberOf(page, id);
      const levels = (kpi: string) => LEVELS.reduce((sum, level) => sum + of(`${kpi}.${level}`), 0);
      return equal([
        ['the equation', of('today.carried') + of('today.received') - of('today.closed'), of('case.open')],
        ['the levels', levels('case.open'), of('case.open')],
        ['their changes', levels('case.change'), of('today.received') - of('today.closed')],
      ]);
    },
  ],
  [
    'the counts of a list are its rows and the rest that it names',
    (page) => {
      const { timers, alarms } = page;
      const { waiting, acked } = alarmsIn(alarms);
      const of = (id: string) => numberOf(page, id);
      return equal([
        ['overdue', rowsOf(timers, 'overdue') + numberAfter(timers, '另有 超期'), of('case.overdue')],
        ['due soon', rowsOf(timers, 'due-soon') + numberAfter(timers, '临期'), of('case.dueSoon')],
        ['unacknowledged', waiting + numberAfter(alarms, '另有 未确认'), of('alarm.unacked')],
        ['acknowledged', acked + numberAfter(alarms, '另有 已确认'), of('alarm.acked')],
      ]);
    },
  ],
  [
    'no alarm that waits stands below one that was acknowledged, or has no row while that has one',
    ({ alarms }) => {
      const tones = alarms.rows.map(({ tone }) => tone);
      const acked = tones.indexOf('acked');
      if (acked < 0) return [];
      const below = tones.lastIndexOf('waiting') > acked;
      return below || numberAfter(alarms, '另有 未确认') > 0 ? [tones.join()] : [];
    },
  ],
  [
    'no AI lead stands among the alarms, looks like one or sounds',
    ({ leadsAmongAlarms, leads, sounds }) => [
      ...equal([
        ['among the alarms', leadsAmongAlarms, 0],
        ['sounds', sounds, 0],
      ]),
      ...leads.filter(({ quiet }) => !quiet).map(({ ref }) => `${ref} looks like an alarm`),
    ],
  ],
  ['no share stands without its numerator, denominator and period', sharesWithoutBase],
];

/** Shares of any page that stand without what they are of, or without a period or the word that they are of the present. */
export function sharesWithoutBase({ rates }: Pick<PageTold, 'rates'>): readonly string[] {
  return rates.filter((rate) => !BASE.test(rate) || !/近\d+日|今日|此刻|累计/.test(rate));
}

/**
 * Numerator and denominator, or how many it is of, in the words of each board; a board whose shares are all of the same has the
 * numerator beside each and the denominator in the head of the column.
 */
const BASE = /\d分?\/\d|评价 \d|n=\d|发现 \d+.*处置 \d|%[\d,]+条 \|.*\| (?:今日|近30日) [\d,]+条$/;

function equal(sums: readonly (readonly [what: string, one: number, other: number])[]): string[] {
  return sums.flatMap(([what, one, other]) => (one === other ? [] : [`${what}: ${one} and ${other}`]));
}
