import type { TerminalEntity } from '../contract/entities.ts';
import { deviceStateOf, TERMINAL_DEVICE_STATES, terminalDeviceId } from '../contract/kpi-terminal.ts';
import { table } from './contribution.ts';
import type { Contribution } from './kpi.ts';

const DEVICE = table(TERMINAL_DEVICE_STATES, terminalDeviceId);

/** What a terminal adds to the lane of devices while it is on duty; one that calls for help by the age of its fix. */
export function deviceContributions(terminal: TerminalEntity): readonly Contribution[] {
  const device = deviceStateOf(terminal);
  return device === null ? [] : [DEVICE[device]];
}
