/** Text that is safe inside HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A number with as many digits as say something. */
export function numberWords(value: number): string {
  if (!Number.isFinite(value)) return '—';
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en');
  if (size >= 10) return value.toFixed(1);
  if (size === 0) return '0';
  return value.toPrecision(size >= 1 ? 3 : 2);
}

/** `× 0.87`. */
export function ratioWords(value: number): string {
  return `× ${value >= 10 ? value.toFixed(1) : value.toFixed(2)}`;
}
