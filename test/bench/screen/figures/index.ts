import type { Figure } from '../../core/figure.ts';
import { busy } from './busy.ts';
import { crowded } from './crowded.ts';
import { firstPaint } from './first-paint.ts';
import { heal } from './heal.ts';
import { longRun } from './long-run.ts';
import { pointsL7, pointsSource } from './points.ts';

/** All figures of the page in the order of the report. @param minutes length of the long run, null for the usual one */
export const screenFigures = (minutes: number | null): readonly Figure[] => [
  busy,
  crowded,
  pointsL7,
  pointsSource,
  firstPaint,
  heal,
  longRun(minutes),
];
