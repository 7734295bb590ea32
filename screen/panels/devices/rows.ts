import { terminalDeviceId } from '../../../gateway/contract/kpi-terminal.ts';
import type { Say } from '../../locale/words.ts';

/** What a device can be, as far as any kind of device tells it. */
export const DEVICE_STATES = ['OK', 'OFFLINE', 'STALE', 'LOW_BATTERY', 'FAULT'] as const;
type DeviceState = (typeof DEVICE_STATES)[number];

/** One number of the board, as the gateway keeps it; without an id where this kind of device does not tell such a state. */
export interface DeviceCell {
  readonly state: DeviceState;
  readonly id: string | null;
  readonly value: number | null;
}

/** One kind of device. */
export interface DeviceRow {
  readonly kind: 'alarm' | 'terminal';
  readonly word: string;
  readonly cells: readonly DeviceCell[];
}

/**
 * How devices are, a lane of its own: none of it is an alarm. Alarming devices as they last told it, terminals on duty by the
 * age of their fix and their battery; a fix that is stuck (同点不动) is their fault.
 */
export function deviceRows(kpi: (id: string) => number | null, say: Say): readonly DeviceRow[] {
  const cell = (state: DeviceState, id: string | null): DeviceCell => ({
    state,
    id,
    value: id === null ? null : kpi(id),
  });
  const ofAlarms = (state: DeviceState) => cell(state, state === 'STALE' ? null : `device.${state}`);
  const ofTerminals = (state: DeviceState) => cell(state, terminalDeviceId(state));
  return [
    { kind: 'alarm', word: say('devices.alarm'), cells: DEVICE_STATES.map(ofAlarms) },
    { kind: 'terminal', word: say('devices.terminal'), cells: DEVICE_STATES.map(ofTerminals) },
  ];
}
