const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in a page. */
export function escaped(text: string | number): string {
  return String(text).replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Elements joined, one a line. */
export function lines(parts: readonly string[]): string {
  return parts.join('\n');
}
