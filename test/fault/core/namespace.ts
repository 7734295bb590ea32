import { spawnSync } from 'node:child_process';

/**
 * A network namespace with one wire to this machine: packets can be made to vanish there without a word to either end,
 * which no proxy can do to a connection's own packets. Needs root and `ip`; removed with everything in it.
 */
export interface Namespace {
  /** Put before a command to run it inside. */
  readonly prefix: readonly string[];
  /** Address of the inside, as this machine reaches it. */
  readonly inside: string;
  /** Address of this machine, as the inside reaches it. */
  readonly outside: string;
  /** Drops every TCP packet from and to this port, on either end of the wire. */
  drop(port: number): void;
  /** Everything passes again. */
  restore(): void;
  remove(): void;
}

const ip = (...args: string[]) => spawnSync('ip', args, { encoding: 'utf8' }).status === 0;
let made = 0;

/** Null where this user may not make one. */
export function openNamespace(): Namespace | null {
  made += 1;
  const tag = `yf${process.pid % 100_000}${made % 10}`;
  const net = `10.213.${(process.pid + made) % 256}`;
  const [outside, inside] = [`${net}.1`, `${net}.2`];
  const remove = () => {
    ip('netns', 'del', tag);
    ip('link', 'del', `${tag}a`);
  };
  const done =
    ip('netns', 'add', tag) &&
    ip('link', 'add', `${tag}a`, 'type', 'veth', 'peer', 'name', `${tag}b`, 'netns', tag) &&
    ip('addr', 'add', `${outside}/30`, 'dev', `${tag}a`) &&
    ip('link', 'set', `${tag}a`, 'up') &&
    ip('-n', tag, 'addr', 'add', `${inside}/30`, 'dev', `${tag}b`) &&
    ip('-n', tag, 'link', 'set', `${tag}b`, 'up') &&
    ip('-n', tag, 'link', 'set', 'lo', 'up') &&
    rule(tag, '-L');
  if (!done) {
    remove();
    return null;
  }
  process.once('exit', remove);
  return {
    prefix: ['ip', 'netns', 'exec', tag],
    inside,
    outside,
    drop(port) {
      for (const chain of ['INPUT', 'OUTPUT']) {
        for (const end of ['--sport', '--dport']) {
          rule(tag, '-A', chain, '-p', 'tcp', end, String(port), '-j', 'DROP');
        }
      }
    },
    restore: () => void rule(tag, '-F'),
    remove() {
      process.off('exit', remove);
      remove();
    },
  };
}

function rule(tag: string, ...args: string[]): boolean {
  return spawnSync('ip', ['netns', 'exec', tag, 'iptables', ...args]).status === 0;
}
