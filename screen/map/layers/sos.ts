import { mountLoud } from '../marks/loud.ts';
import type { MapLayer } from '../port.ts';

/** Terminals that call for help, on duty or off: bursts as large as an alarm P1, above every other mark. */
export const layer: MapLayer = {
  id: 'sos',
  order: 55,
  reads: ['calling'],
  mount: (context) => mountLoud(context, { kind: 'terminal', order: layer.order, show: 'calls' }),
};
