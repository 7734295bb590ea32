import type { Page } from 'playwright-core';

/** One row: what it is about, and what it says. */
export interface RowTold {
  /** `kind:id`. */
  readonly ref: string;
  readonly tone: string;
  readonly title: string;
  /** Its big words. */
  readonly words: string;
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
  /** Comparisons that hold a percentage. */
  readonly rates: readonly string[];
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
      })),
      text: section?.innerText ?? '',
    };
  };
  const facts = [...document.querySelectorAll<HTMLElement>('section[data-panel="today"] .facts > div')];
  return {
    numbers,
    timers: list('timers', 'case'),
    alarms: list('alarms', 'alarm'),
    leadsAmongAlarms: document.querySelectorAll('section[data-panel="alarms"] [data-entity^="video:"]')
      .length,
    rates: facts.map((fact) => fact.innerText).filter((text) => text.includes('%')),
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
  for (const { tone, title, words } of rows) {
    const all = Number(/ (\d+) 条$/.exec(title)?.[1] ?? 1);
    const seen = Number(/^未确认 (\d+)$/.exec(words)?.[1] ?? (tone === 'acked' ? 0 : all));
    waiting += seen;
    acked += all - seen;
  }
  return { waiting, acked };
}
