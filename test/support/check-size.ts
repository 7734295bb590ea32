import { pageSizes } from './page-size.ts';

/** Ratchet: gzip KiB that the built page may weigh. Lower a figure when the page gets lighter; raise it only with a reason. */
const LIMITS = { firstPaint: 390, allScripts: 1_540 } as const;

const sizes = pageSizes();
for (const [name, limit] of Object.entries(LIMITS)) {
  const size = sizes[name as keyof typeof sizes];
  process.stdout.write(`  ${name}: ${size} KiB gzip, at most ${limit}\n`);
  if (size > limit) process.exitCode = 1;
}
