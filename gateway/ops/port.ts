export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One line of JSON per record; `error` keeps the cause for the administrator and never reaches a client. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, error: unknown, fields?: LogFields): void;
}

/** A counter or gauge by label set, printed by `/metrics` in the Prometheus text format. */
export interface Metrics {
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
}

/** The gateway's clock: the only clock there is. `rate` is simulated seconds per second, 1 for a real clock. */
export interface Clock {
  now(): number;
  readonly simulated: boolean;
  readonly rate: number;
}
