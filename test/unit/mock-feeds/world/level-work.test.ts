import { describe, expect, it } from 'vitest';
import { FRIDAY, worldOf } from '../worlds.ts';

const HOUR = 3_600_000;
const END = FRIDAY + 72 * HOUR;
const world = worldOf({ terminals: 0 });
const work = world.assessors.commands(0, END);
const acts = (type: string) => work.filter(({ command }) => command.type === type);

const spans = new Map<string, { from: number; to: number; level: boolean }>();
for (const { at, event } of world.feeds.case.events(0, END)) {
  const span = spans.get(event.subject) ?? { from: at, to: END, level: false };
  const { level } = event.data as { level?: string | null };
  const levelled = span.level || (level !== undefined && level !== null);
  spans.set(event.subject, { ...span, to: event.type === 'case.closed' ? at : span.to, level: levelled });
}

describe('levels are minded', () => {
  it('of items that carry one, while they are open', () => {
    expect(work.length).toBeGreaterThan(100);
    for (const { at, command } of work) {
      const span = spans.get(command.subject.slice('case:'.length));
      expect(span?.level).toBe(true);
      expect(at).toBeGreaterThanOrEqual(Math.max(span?.from ?? END, FRIDAY));
      expect(at).toBeLessThan(span?.to ?? 0);
    }
  });

  it('by reviews that name a post for most, a task force for some', () => {
    const said = acts('operation.reviewed').map(({ command }) => command.data);
    const share = (has: (data: Record<string, unknown>) => boolean) => said.filter(has).length / said.length;
    expect(share(({ guarantee }) => typeof guarantee === 'string')).toBeGreaterThan(0.8);
    expect(share(({ taskforce }) => taskforce === true)).toBeGreaterThan(0.01);
    const early = acts('operation.reviewed').filter(({ at }) => at === FRIDAY);
    expect(new Set(early.map(({ command }) => command.subject)).size).toBe(early.length);
  });

  it('and lower some for a time: one seat proposes, another decides', () => {
    const changes = acts('operation.level_changed');
    const steps = new Map<string, { readonly step: unknown; readonly seat: string }[]>();
    for (const { command } of changes) {
      const told = { step: command.data.step, seat: command.by.seat };
      steps.set(command.subject, [...(steps.get(command.subject) ?? []), told]);
    }
    const decided = [...steps.values()].filter(({ length }) => length > 1);
    expect(decided.length).toBeGreaterThan(2);
    for (const [proposal, decision] of decided) {
      expect(proposal?.step).toBe('PROPOSE');
      expect(['APPROVE', 'REJECT']).toContain(decision?.step);
      expect(decision?.seat).not.toBe(proposal?.seat);
    }
  });
});
