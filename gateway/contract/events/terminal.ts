import { z } from 'zod';
import { instant, line, location } from './shared.ts';

const percent = z.number().min(0).max(100);

/** A fix of a patrol terminal. The device is the subject; its holder is nobody's business here. */
export const terminalLocated = z.object({
  location,
  /** When the position was taken, if not the event's `time`. */
  fixAt: instant.optional(),
  speedKmh: z.number().min(0).max(400).optional(),
  headingDeg: z.number().min(0).max(360).optional(),
  battery: percent.optional(),
  /** Expected time to the next report in seconds. */
  intervalS: z.number().min(1).max(86_400).optional(),
});

/** Duty, link, battery or name of a terminal. */
export const terminalStatusChanged = z.object({
  /** Device number on the housing, shown to duty roles. */
  name: line(40).optional(),
  unit: line(80).optional(),
  area: line(64).optional(),
  online: z.boolean().optional(),
  onDuty: z.boolean().optional(),
  battery: percent.optional(),
  intervalS: z.number().min(1).max(86_400).optional(),
  /** The call for help is over: said by the platform that answered it. No other report ends a call for help. */
  sosCleared: z.literal(true).optional(),
});

/** The emergency key was pressed. The call stands until `sosCleared` or `operation.sos_cleared` ends it. */
export const terminalSosRaised = z.object({ location: location.optional() });
