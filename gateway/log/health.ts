/** Passes a state of health on only when it differs from the one before. */
export function onChange(tell: (ok: boolean) => void): (ok: boolean) => void {
  let known: boolean | null = null;
  return (ok) => {
    if (ok === known) return;
    known = ok;
    tell(ok);
  };
}
