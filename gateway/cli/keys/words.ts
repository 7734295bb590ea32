import { keyFacts } from '../../access/facts.ts';
import type { Holder } from '../../access/key-file.ts';
import type { IssuedKey } from '../../access/key-store.ts';
import type { Usage } from '../../access/usage.ts';
import type { KeyFacts } from '../../contract/producers.ts';
import type { KeyRequest } from './arguments.ts';

/** The holders and their keys, one block each. Says nothing that would let anybody in. */
export function describeList(holders: readonly Holder[], usage: Usage, now: number): string {
  if (holders.length === 0) {
    return '还没有密钥 · there are no keys yet: npm run keys -- add producer ID\n（环境变量预设的密钥不在此列 · keys preset in the environment are not listed）';
  }
  return holders
    .map((holder) =>
      [headOf(holder), ...keyFacts(holder.keys, usage).map((key) => keyLine(key, now))].join('\n'),
    )
    .join('\n');
}

/** A new key, told once. */
export function describeIssued(request: KeyRequest, { kid, key }: IssuedKey): string {
  const lines = [`新密钥（只显示这一次）· new key, shown this once: ${key}`, `编号 · kid: ${kid}`];
  if (request.verb === 'rotate') lines.push(overlapLine(request.overlapHours));
  if (request.verb === 'add' && request.registration?.reality === 'actual') {
    lines.push(
      '已登记真实数据来源，npm start 从下次启动起需要密钥 · a source of actual data is registered: from its next start on, npm start asks for keys',
    );
  }
  return lines.join('\n');
}

function overlapLine(hours: number | null): string {
  if (hours === null) return '原密钥照旧有效 · the other keys stay as they are';
  if (hours === 0) return '原密钥立即失效 · the other keys are refused at once';
  const told = Math.round(hours * 100) / 100;
  return `原密钥 ${told} 小时后失效 · the other keys are refused in ${told} h`;
}

function headOf({ kind, id, registration }: Holder): string {
  if (registration === null) return `${kind} ${id}`;
  const { name, feeds, reality, cadenceS, network, crs } = registration;
  const facts = [
    feeds === null ? 'all feeds' : feeds.join('+'),
    reality,
    cadenceS === null ? null : `every ${cadenceS} s`,
    network,
    crs,
  ];
  return `${kind} ${id} ${name} · ${facts.filter((fact) => fact !== null).join(' · ')}`;
}

function keyLine({ kid, createdAt, until, lastUsedAt }: KeyFacts, now: number): string {
  const made = createdAt === null ? '' : ` · 生成 made ${createdAt.slice(0, 16)}Z`;
  const used = ` · 最近使用 used ${lastUsedAt === null ? '—' : `${lastUsedAt.slice(0, 16)}Z`}`;
  return `  ${kid}${made}${used}${endOf(until, now)}`;
}

function endOf(until: string | null, now: number): string {
  if (until === null) return '';
  return Date.parse(until) > now
    ? ` · 有效至 until ${until.slice(0, 16)}Z`
    : ' · 已失效 refused since '.concat(until.slice(0, 16), 'Z');
}
