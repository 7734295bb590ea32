/** Distances of the tips and notches of the burst from its middle, and how many tips it has, in a 64 × 64 picture. */
const BURST = { tip: 29, notch: 21, tips: 8 } as const;

function burst({ tip, notch, tips }: typeof BURST): string {
  const corners = Array.from({ length: 2 * tips }, (_, index) => {
    const [turn, reach] = [(index * Math.PI) / tips, index % 2 === 0 ? tip : notch];
    return `${(32 + reach * Math.sin(turn)).toFixed(1)} ${(32 - reach * Math.cos(turn)).toFixed(1)}`;
  });
  return `M${corners.join(' ')}Z`;
}

/**
 * The sign of a call for help as SVG paths of a 64 × 64 picture, the same on the map, in its legend and in every list: a
 * burst, which no level and no alarm has for its shape, and the exclamation mark on it instead of a digit.
 */
export const SOS_SIGN = { burst: burst(BURST), cry: 'M32 18V34M32 45v.5' } as const;
