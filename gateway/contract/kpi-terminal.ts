import type { TerminalEntity } from './entities.ts';
import type { KpiDefinition } from './kpi.ts';
import type { TerminalState } from './vocabulary.ts';

/** What a terminal on duty is as a device, as the lane of devices tells it. */
export const TERMINAL_DEVICE_STATES = ['OK', 'OFFLINE', 'STALE', 'LOW_BATTERY', 'FAULT'] as const;
export type TerminalDeviceState = (typeof TERMINAL_DEVICE_STATES)[number];

/** Id of the number of terminals on duty that are such devices. */
export function terminalDeviceId(state: TerminalDeviceState): string {
  return `terminal.device.${state}`;
}

const DEVICE_STATE_OF: Readonly<Record<TerminalState, TerminalDeviceState | null>> = {
  ONLINE: 'OK',
  BUSY: 'OK',
  SOS: 'OK',
  LOW_BATTERY: 'LOW_BATTERY',
  STALE: 'STALE',
  OFFLINE: 'OFFLINE',
  OFF_DUTY: null,
};

/**
 * Under which a terminal is counted; one off duty is under none. A receiver that hangs (同点不动) is a fault of the device,
 * where nothing else is wrong with it.
 */
export function deviceStateOf({
  onDuty,
  state,
  unheard,
  flags,
}: Pick<TerminalEntity, 'onDuty' | 'state' | 'unheard' | 'flags'>): TerminalDeviceState | null {
  const device = onDuty ? DEVICE_STATE_OF[unheard ?? state] : null;
  return device === 'OK' && flags.includes('stuck_fix') ? 'FAULT' : device;
}

/** Together they are the terminals on duty. */
export const TERMINAL_DEVICE_KPIS: readonly KpiDefinition[] = [
  {
    id: terminalDeviceId('OK'),
    zh: '在岗终端 正常',
    counts:
      'terminals on duty with a fix that is neither stale nor stuck, and enough battery unless they call for help',
  },
  {
    id: terminalDeviceId('OFFLINE'),
    zh: '在岗终端 离线',
    counts: 'terminals on duty without a fix, with one that is too old, or that told that they go offline',
  },
  {
    id: terminalDeviceId('STALE'),
    zh: '在岗终端 过期',
    counts: 'terminals on duty with a fix that is stale and not yet too old',
  },
  {
    id: terminalDeviceId('LOW_BATTERY'),
    zh: '在岗终端 低电',
    counts: 'terminals on duty with a fix that is not stale and little battery, called nowhere',
  },
  {
    id: terminalDeviceId('FAULT'),
    zh: '在岗终端 故障',
    counts:
      'terminals on duty that would be fine, but whose fixes go on naming one and the same point (stuck_fix)',
  },
];
