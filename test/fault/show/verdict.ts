/** Everything that the verdict is made of: what the producer knows, what the log holds, what the walls show. */
export interface Evidence {
  readonly posted: Iterable<string>;
  readonly acknowledged: Iterable<string>;
  /** Ids of the show's entries as they stand in the log, in its order; one that stands twice comes twice. */
  readonly logged: readonly string[];
  /** What every wall has to show of them, as the oracle reads the log. */
  readonly expected: Iterable<string>;
  readonly walls: readonly { readonly name: string; readonly ids: ReadonlySet<string> }[];
  /** Faults of the show itself: an act from which the system did not recover. */
  readonly failures: readonly string[];
}

export interface Verdict {
  readonly pass: boolean;
  readonly posted: number;
  readonly acknowledged: number;
  /** Acknowledged and on every wall. */
  readonly onWall: number;
  /** Acknowledged and not in the log. */
  readonly lost: readonly string[];
  /** More than once in the log. */
  readonly twice: readonly string[];
  /** Expected on every wall and not on some. */
  readonly unseen: readonly string[];
  /** Acknowledged, and not in the log or not on every wall. */
  readonly missing: readonly string[];
  /** On a wall and never acknowledged, or not in the log. */
  readonly phantom: readonly string[];
  /** Posted, and never answered until the end. */
  readonly unanswered: readonly string[];
  /** Why it did not pass, in words; empty when it passed. */
  readonly reasons: readonly string[];
}

/** Judges a run. Nothing is taken on trust: what was promised is looked for in the log itself and on every wall. */
export function judge({ posted, acknowledged, logged, expected, walls, failures }: Evidence): Verdict {
  const sent = new Set(posted);
  const promised = new Set(acknowledged);
  const kept = new Set(logged);
  const due = new Set(expected);
  const shownBy = (id: string) => walls.every((wall) => wall.ids.has(id));
  const lost = [...promised].filter((id) => !kept.has(id));
  const twice = repeated(logged);
  const unseen = [...due].filter((id) => !shownBy(id));
  const phantom = [...new Set(walls.flatMap((wall) => [...wall.ids]))].filter(
    (id) => !promised.has(id) || !due.has(id),
  );
  const unanswered = [...sent].filter((id) => !promised.has(id));
  const reasons = [
    ...failures,
    ...(promised.size === 0 ? ['没有一条得到确认，无从判断'] : []),
    ...(walls.length === 0 ? ['没有大屏在看，无从判断'] : []),
    ...said('已确认却不在日志里', lost),
    ...said('在日志里出现两次', twice),
    ...said('在日志里却不在大屏上', unseen),
    ...said('大屏上有从未确认过、或日志里没有的', phantom),
    ...said('到结束仍未得到答复', unanswered),
  ];
  const onWall = [...promised].filter(shownBy).length;
  const missing = [...promised].filter((id) => !kept.has(id) || !shownBy(id));
  return {
    pass: reasons.length === 0,
    posted: sent.size,
    acknowledged: promised.size,
    onWall,
    lost,
    twice,
    unseen,
    missing,
    phantom,
    unanswered,
    reasons,
  };
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of ids) (seen.has(id) ? again : seen).add(id);
  return [...again];
}

const NAMED = 5;

function said(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > NAMED ? ' …' : '';
  return [`${what} ${ids.length} 条：${ids.slice(0, NAMED).join(' ')}${more}`];
}

/** The one line at the end. @param tookS seconds */
export function verdictLine(verdict: Verdict, tookS: number): string {
  const { pass, posted, acknowledged, onWall, missing, twice } = verdict;
  return [
    `结论 ${pass ? '通过' : '未通过'}`,
    `已发 ${posted}`,
    `已确认 ${acknowledged}`,
    `在墙上 ${onWall}`,
    `丢失 ${missing.length}`,
    `重复 ${twice.length}`,
    `用时 ${Math.round(tookS)} 秒`,
  ].join(' · ');
}
