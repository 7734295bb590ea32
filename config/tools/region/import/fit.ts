import { type Flaw, type FlawKind, measureFit } from './coverage.ts';
import type { Findings } from './findings.ts';
import { shapeArea } from './geometry.ts';
import { type ImportedArea, WORD_OF } from './model.ts';

/** Smaller flaws are the width of a drawn line and are not told, in km². */
const TOLD_KM2 = 0.005;

interface Found extends Flaw {
  readonly whole: ImportedArea;
  readonly children: readonly ImportedArea[];
}

function partNames({ parts, children, whole }: Found): string {
  const names = parts.map((i) => children[i]?.name ?? `the edge of ${whole.name}`);
  return [...new Set(names)].join(' and ');
}

const SAYS: Readonly<Record<FlawKind, (parts: string) => string>> = {
  overlap: (parts) => `${parts} overlap`,
  gap: (parts) => `a gap between ${parts}`,
  outside: (parts) => `${parts}: beyond it`,
};
const TITLES: Readonly<Record<FlawKind, string>> = {
  overlap: 'neighbours overlap',
  gap: 'gaps between neighbours',
  outside: 'reach beyond their parent',
};

function km2(area: number): string {
  return `${area < 0.1 ? area.toFixed(3) : area.toFixed(2)} km²`;
}

function account(kind: FlawKind, found: readonly Found[], word: string): string[] {
  const own = found.filter((flaw) => flaw.kind === kind).sort((a, b) => b.areaKm2 - a.areaKm2);
  const [worst] = own;
  if (worst === undefined) return [];
  const sum = own.reduce((s, flaw) => s + flaw.areaKm2, 0);
  const at = worst.worst.map((degree) => degree.toFixed(5)).join(',');
  const width = `${Math.round(worst.widthKm * 1000)} m wide at ${at}`;
  return [
    `${word}s: ${TITLES[kind]}, ${km2(sum)} in ${own.length} place(s); the worst: ${SAYS[kind](partNames(worst))}, ${km2(worst.areaKm2)}, ${width}`,
  ];
}

/**
 * Tells how well the areas of a level fill those above: seams, overlaps and what reaches beyond, in km² with the worst
 * place. What exceeds `tolerance` (a share of the parent's area) refuses the import.
 */
export function checkFit(
  parents: readonly ImportedArea[],
  children: readonly ImportedArea[],
  tolerance: number,
  findings: Findings,
): void {
  const word = WORD_OF[children[0]?.level ?? 'grid'];
  const found = parents.flatMap((whole): Found[] => {
    const own = children.filter(({ parent }) => parent === whole.code);
    if (own.length === 0) return [];
    const flaws = measureFit(
      whole.shape,
      own.map(({ shape }) => shape),
    );
    return flaws
      .filter(({ areaKm2 }) => areaKm2 >= TOLD_KM2)
      .map((flaw) => ({ ...flaw, whole, children: own }));
  });
  const excess = found.filter((flaw) => flaw.areaKm2 > tolerance * shapeArea(flaw.whole.shape));
  for (const flaw of excess) {
    const at = flaw.worst.map((degree) => degree.toFixed(5)).join(',');
    const share = ((100 * flaw.areaKm2) / shapeArea(flaw.whole.shape)).toFixed(1);
    findings.problems.push(
      `${flaw.whole.name}: ${SAYS[flaw.kind](partNames(flaw))}, ${km2(flaw.areaKm2)} (${share} %) around ${at}; mend the ${word}s, or allow it with --tolerance PERCENT`,
    );
  }
  for (const kind of ['overlap', 'gap', 'outside'] as const)
    findings.warnings.push(...account(kind, found, word));
}
