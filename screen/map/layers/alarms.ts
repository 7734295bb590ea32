import { mountLoud } from '../marks/loud.ts';
import type { MapLayer } from '../port.ts';

/**
 * Unfinished alarms: filled squares with the priority's digit, outlined once acknowledged. Those of one place stand side
 * by side; many that look the same are one with their number.
 */
export const layer: MapLayer = {
  id: 'alarms',
  order: 50,
  reads: ['alarm', 'calling', 'focus'],
  mount: (context) => mountLoud(context, { kind: 'alarm', order: layer.order, show: 'alarms' }),
};
