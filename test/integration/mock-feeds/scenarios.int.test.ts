import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { StateReply } from '../../../gateway/contract/state-reply.ts';
import { UNCOUNTED_CASE_STATES } from '../../../gateway/contract/vocabulary.ts';
import { ROOT } from '../../support/budgets/tree.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { waitFor } from '../../support/wait.ts';
import { type Program, runProgram } from './run-feeds.ts';

/** Ended without having been handled. */
const UNCOUNTED: ReadonlySet<string> = new Set(UNCOUNTED_CASE_STATES);
const MINUTE = 60_000;
let folder = '';
let feeds: Program | null = null;
let gateway: TestGateway | null = null;

afterEach(async () => {
  feeds?.kill('SIGKILL');
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly clock: string;
  readonly scenario: object;
  readonly terminals: number;
  /** Whether people sit at the desks; they do unless told. */
  readonly operators?: boolean;
}

/** A scenario of one's own on a gateway with a simulated clock; resolves when its history is played. */
async function run({ clock, scenario, terminals, operators = true }: Run): Promise<TestGateway> {
  folder = mkdtempSync(join(tmpdir(), 'yitu-scenarios-'));
  const file = join(folder, 'own.json');
  writeFileSync(file, JSON.stringify(scenario));
  gateway = await startTestGateway({
    engine: 'sqlite',
    presetReality: 'simulated',
    env: { YITU_CLOCK: clock },
  });
  const args = ['--gateway', gateway.url, '--state', join(folder, 'state'), '--scenario', file];
  if (!operators) args.push('--no-operators');
  feeds = runProgram('mock-feeds/main.ts', [...args, '--terminals', String(terminals)], {
    YITU_PRODUCER_KEY: KEYS.producer,
    YITU_READ_KEY: KEYS.read,
  });
  await feeds.line(/^历史 完成/);
  return gateway;
}

type Row = Record<string, unknown>;
const rows = (state: StateReply, kind: 'alarm' | 'feed') => state.entities[kind] as unknown as readonly Row[];
const feedOf = (state: StateReply, id: string) => rows(state, 'feed').find((one) => one.id === id);
const isUnfinished = ({ finishedAt }: Row) => finishedAt === null;
const isExercise = ({ reality }: Row) => reality === 'exercise';
/** Its alarms go back to normal from here on, s. */
const ENDING_S = 900;
/** And so much later here: at 240 times the usual pace, half a minute in which they are looked at. */
const LONGER_S = 7_200;

/** The shipped exercise with a later end. */
function longExercise(): object[] {
  const shipped = readFileSync(join(ROOT, 'mock-feeds', 'scenarios', 'exercise.json'), 'utf8');
  const { scripts } = JSON.parse(shipped) as { scripts: { steps: { when: number }[] }[] };
  const put = (when: number) => (when < ENDING_S ? when : when + LONGER_S);
  return scripts.map((script) => ({
    ...script,
    steps: script.steps.map((step) => ({ ...step, when: put(step.when) })),
  }));
}

const refusals = () => feeds?.lines.filter((line) => line.includes('拒绝')) ?? [];

describe('a scenario of three situations on a real gateway', () => {
  it('floods, falls silent and exercises; the numbers stay right', async () => {
    const history = { caseDays: 2, alarmHours: 1, leadMinutes: 60, indicatorHours: 2 };
    const outages = [{ feed: 'video', afterS: 120, lastsS: 7_200, catchUpS: 60 }];
    const flood = { afterS: 60, lastsS: 600, count: 24, types: ['HYDRANT'], places: ['小区'] };
    const floods = [{ ...flood, priorities: { P3: 0.5, P4: 0.5 } }];
    const target = await run({
      clock: '2026-11-20T10:00:00+08:00,240x',
      scenario: {
        id: 'three',
        title: '三种',
        extends: 'exercise',
        history,
        scripts: longExercise(),
        outages,
        alarms: { floods },
      },
      terminals: 40,
    });
    const during = await waitFor('the flood and the exercise', async () => {
      const state = await target.state();
      const flooded = rows(state, 'alarm').filter(({ id }) => String(id).includes('-F1'));
      const drilled = rows(state, 'alarm').filter((one) => isExercise(one) && isUnfinished(one));
      return flooded.length === 24 && drilled.length > 0 ? state : null;
    });
    const counted = rows(during, 'alarm').filter((one) => !isExercise(one) && isUnfinished(one));
    const open = during.entities.case as unknown as readonly Row[];
    expect(during.counts.alarm.active).toBe(counted.length);
    expect(during.counts.alarm.unacked).toBe(counted.filter(({ acked }) => acked === false).length);
    expect(open.filter(isExercise)).toHaveLength(1);
    expect(during.counts.case.open).toBe(
      open.filter((one) => !isExercise(one) && one.closedAt === null && !UNCOUNTED.has(String(one.state)))
        .length,
    );

    const flooded = rows(during, 'alarm').filter(({ id }) => String(id).includes('-F1'));
    const raised = flooded.map(({ raisedAt }) => Date.parse(String(raisedAt)));
    expect(Math.max(...raised) - Math.min(...raised)).toBeLessThan(10 * MINUTE);

    const silent = await waitFor('断流', async () => {
      const feed = feedOf(await target.state(), 'video');
      return feed?.state === 'SILENT' ? feed : null;
    });
    await waitFor('the feed again, with what came late', async () => {
      const feed = feedOf(await target.state(), 'video');
      return feed?.state === 'LIVE' && Number(feed.total) > Number(silent.total) + 3;
    });
    expect(refusals()).toEqual([]);
  });
});

describe('a week in less than a minute', () => {
  it('leaves a wall that is neither empty nor drowned, and nothing refused', async () => {
    const target = await run({
      clock: '2026-11-13T09:00:00+08:00,14400x',
      scenario: { id: 'week', title: '一周', extends: 'weekday' },
      terminals: 20,
      // Commands have no time of their own: against a clock 14,400 times as fast they would all be late. The situations above hold them.
      operators: false,
    });
    const week = Date.parse('2026-11-20T09:00:00+08:00');
    const state = await waitFor(
      'the week to pass',
      async () => {
        const now = await target.state();
        return Date.parse(now.at) >= week ? now : null;
      },
      180_000,
    );
    const { case: items, terminal } = state.counts;
    expect(items.open).toBeGreaterThan(240);
    expect(items.open).toBeLessThan(400);
    expect(items.overdue / items.open).toBeLessThan(0.4);
    expect(items.byLevel.HIGH).toBeGreaterThan(3);
    // How many alarms wait, and the true share of what is overdue, are held by the pure week.
    expect(terminal.total).toBe(20);
    expect(rows(state, 'feed').map((feed) => feed.state)).not.toContain('NONE');
    expect(refusals()).toEqual([]);
  }, 300_000);
});
