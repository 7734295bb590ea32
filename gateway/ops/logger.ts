import { pino } from 'pino';
import type { LogFields, Logger } from './port.ts';

/** One JSON line per record on standard output. `level` is the least that is written. */
export function createLogger(level: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info'): Logger {
  const sink = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 1, sync: true }),
  );
  const write = (at: 'debug' | 'info' | 'warn') => (message: string, fields?: LogFields) =>
    sink[at](fields ?? {}, message);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: (message, error, fields) => sink.error({ ...fields, err: error }, message),
  };
}
