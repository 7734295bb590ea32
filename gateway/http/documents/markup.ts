/** Text that is HTML already. Whatever else is put into HTML is text, whoever wrote it. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | null | readonly (Markup | null)[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if ('markup' in part) return part.markup;
  return part.map(markupOf).join('');
}

/** HTML with its values put in as text, except those that are HTML already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, i) => text + markupOf(parts[i] ?? null)).join('') };
}
