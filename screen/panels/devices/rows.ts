import type { TerminalEntity } from '../../../gateway/contract/entities.ts';
import type { Say } from '../../locale/words.ts';
import { counts } from '../../state/scope.ts';

/** What a device can be, as far as any kind of device tells it. */
export const DEVICE_STATES = ['OK', 'OFFLINE', 'STALE', 'LOW_BATTERY', 'FAULT'] as const;
type DeviceState = (typeof DEVICE_STATES)[number];

/** One number of the board; its id where the gateway keeps it, else a list is as long. */
export interface DeviceCell {
  readonly state: DeviceState;
  readonly id: string | null;
  readonly value: number | null;
  /** This kind of device does not tell such a state. */
  readonly none: boolean;
}

/** One kind of device. */
export interface DeviceRow {
  readonly kind: 'alarm' | 'terminal';
  readonly word: string;
  readonly cells: readonly DeviceCell[];
}

/**
 * How devices are, a lane of its own: none of it is an alarm. Alarming devices as they last told it, terminals on duty by the
 * age of their fix and their battery.
 */
export function deviceRows(
  kpi: (id: string) => number | null,
  terminals: readonly TerminalEntity[] | null,
  say: Say,
): readonly DeviceRow[] {
  const ofAlarms = (state: DeviceState): DeviceCell => {
    const id = state === 'STALE' ? null : `device.${state}`;
    return { state, id, value: id === null ? null : kpi(id), none: id === null };
  };
  const ofTerminals = (state: DeviceState): DeviceCell => ({
    state,
    id: null,
    value:
      terminals === null || state === 'FAULT' ? null : terminals.filter((one) => isIn(one, state)).length,
    none: state === 'FAULT',
  });
  return [
    { kind: 'alarm', word: say('devices.alarm'), cells: DEVICE_STATES.map(ofAlarms) },
    { kind: 'terminal', word: say('devices.terminal'), cells: DEVICE_STATES.map(ofTerminals) },
  ];
}

const FINE: readonly TerminalEntity['state'][] = ['ONLINE', 'BUSY', 'SOS'];

function isIn(terminal: TerminalEntity, state: DeviceState): boolean {
  if (!terminal.onDuty || !counts(terminal)) return false;
  // A call for help hides that its fix is old: here it stands where its fix puts it.
  const standing = terminal.unheard ?? terminal.state;
  return state === 'OK' ? FINE.includes(standing) : standing === state;
}
