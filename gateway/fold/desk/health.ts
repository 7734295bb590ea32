import { DEVICE_HEALTHS, type DeviceHealth } from '../../contract/vocabulary.ts';
import { DAY_MS } from '../context.ts';
import { counts, type Heard } from '../event.ts';
import type { DeviceWord } from '../measures/explanation.ts';
import type { DeskPart, DeskWorld } from './port.ts';

interface Row {
  readonly health: DeviceHealth;
  readonly at: number;
  /** When the gateway last heard of it, epoch ms. */
  readonly heardAt: number;
  /** The entry that said so. */
  readonly n: number;
  /** About which alarm it said so: a report that names no device is about the one that was named for that alarm. */
  readonly alarm: string;
}

const DEVICES_KEPT = 20_000;

export interface Health extends DeskPart {
  devices(): Iterable<DeviceWord>;
  changed(heard: Heard<'alarm.health_changed'>): void;
}

/**
 * The lane of the devices themselves: the last word of each about its own health, apart from every alarm. One that says
 * nothing more leaves it: what it said long ago is no news of how it is.
 */
export function createHealth({
  ledger,
  counters,
  context,
}: Pick<DeskWorld, 'ledger' | 'counters' | 'context'>): Health {
  const devices = ledger.table<Row>('device health');
  const count = new Map<DeviceHealth, number>();
  const tally = (health: DeviceHealth | undefined, by: 1 | -1) => {
    if (health === undefined) return;
    count.set(health, (count.get(health) ?? 0) + by);
  };
  const publish = () => {
    for (const health of DEVICE_HEALTHS) counters.set(`device.${health}`, count.get(health) ?? 0);
  };
  const ofAlarm = new Map<string, string>();
  const drop = (key: string) => {
    const row = devices.get(key);
    if (row === undefined) return;
    tally(row.health, -1);
    if (ofAlarm.get(row.alarm) === key) ofAlarm.delete(row.alarm);
    devices.delete(key);
  };
  const put = (key: string, row: Row) => {
    const former = devices.get(key);
    tally(former?.health, -1);
    if (former !== undefined && ofAlarm.get(former.alarm) === key) ofAlarm.delete(former.alarm);
    tally(row.health, 1);
    // Last again: of more than are kept the one goes that was not heard for longest.
    devices.delete(key);
    devices.put(key, row);
    ofAlarm.set(row.alarm, key);
    const oldest = devices.size > DEVICES_KEPT ? devices.ids().next().value : undefined;
    if (oldest !== undefined) drop(oldest);
  };
  /** They stand in the order in which they were heard last. */
  const expire = () => {
    const { now, setting } = context();
    const from = now - setting.rules.alarms.devicesGoneAfterDays * DAY_MS;
    for (;;) {
      const [key, row] = devices.entries().next().value ?? [];
      if (key === undefined || row === undefined || row.heardAt > from) return;
      drop(key);
    }
  };
  return {
    changed({ data: { health, device }, entry }) {
      if (!counts(entry.reality)) return;
      const alarm = `${entry.source} ${entry.subject}`;
      const key = device === undefined ? (ofAlarm.get(alarm) ?? alarm) : `${entry.source} ${device}`;
      const heardAt = entry.receivedAt;
      const told: Row = { health, at: entry.time, heardAt, n: entry.n, alarm };
      const words = [devices.get(key), devices.get(alarm)].filter((row) => row !== undefined);
      if (key !== alarm) drop(alarm);
      put(key, { ...words.reduce((last, row) => (row.at > last.at ? row : last), told), alarm, heardAt });
      publish();
    },
    devices: () => Array.from(devices.entries(), ([device, { health, n }]) => ({ device, health, n })),
    look() {
      expire();
      publish();
    },
    image: () => [...devices.entries()],
    load(rows) {
      for (const [key, row] of rows) put(key, row as Row);
    },
  };
}
