import { z } from 'zod';
import { instant, line, text } from './shared.ts';

const note = text(300).optional();

/** Calls a terminal to an alarm, an item or a lead: `to` is its `kind:id`. */
export const operationDispatched = z.object({
  to: line(240).regex(/^(?:alarm|case|video):/, 'kind:id of an alarm, an item or a lead'),
  note,
});

/** It is on the way. */
export const operationDeparted = z.object({ note });

/** It is there; also taken from a fix within 100 m (configurable) of the place. */
export const operationArrived = z.object({ note });

/** It is done there, or called off. */
export const operationReleased = z.object({ note });

/** The terminal's call for help is over: help came, or the key was pressed by mistake. */
export const operationSosCleared = z.object({ reason: text(300).min(1) });

/** Somebody looked at where a terminal has been, and of which stretch of time; who, when and why stays in the log. */
export const operationTrackOpened = z.object({
  reason: text(300).min(4),
  from: instant.optional(),
  until: instant.optional(),
});
