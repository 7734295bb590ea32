import { z } from 'zod';
import { instant } from '../../../contract/events/shared.ts';
import { kpiQuery } from '../../../contract/kpi-replies.ts';
import { type Operation, type Parameter, queryOf } from '../operation.ts';

export const asVisitor: Parameter = {
  in: 'query',
  name: 'as',
  says: 'visitor：只看参观者可见的汇总',
  schema: z.literal('visitor'),
  required: false,
};

const KPI_WORDS = {
  period: '时段；不写则为该指标的第一个时段（分镇街为近 30 日）',
  area: '镇街编号；只有分镇街的指标可用',
  at: '时段末日中的一个时刻，带时区，须作 URL 编码；不写则为现在',
  limit: '列出多少行',
  offset: '从第几行起',
  as: 'visitor：只看口径',
};

/** What walls, consoles and other systems read. */
export const READING: readonly Operation[] = [
  {
    id: 'getState',
    method: 'get',
    path: '/v1/state',
    group: '查看',
    title: '当前状态',
    says: '此刻大屏上的一切：计数与各种对象，时刻一律带时区。所见由密钥决定，参观者只有汇总。',
    key: 'reader',
    parameters: [asVisitor],
    answers: [{ status: 200, says: '当前状态', schema: 'StateReply' }],
  },
  {
    id: 'getCase',
    method: 'get',
    path: '/v1/cases/{id}',
    group: '查看',
    title: '一个事项',
    says: '事项、其最近 100 条经过，以及到期时刻怎样算出：逐日计与不计、停表、延期、依据。办结一周后离开当前状态。',
    key: 'reader',
    parameters: [
      {
        in: 'path',
        name: 'id',
        says: '事项的 subject，须作 URL 编码',
        schema: z.string(),
        required: true,
        example: 'demo-1',
      },
      asVisitor,
    ],
    answers: [{ status: 200, says: '事项', schema: 'CaseDetailReply' }],
    errors: ['not_found'],
  },
  {
    id: 'getDeadlines',
    method: 'get',
    path: '/v1/deadlines',
    group: '查看',
    title: '到期预览',
    says: '到某一时刻，若无人处置，哪些事项将到期；以及最近几次规则或日历变更移动了哪些到期时刻。',
    key: 'reader',
    parameters: [
      {
        in: 'query',
        name: 'until',
        says: '将来的时刻，带时区，须作 URL 编码；不写则为 24 小时之后',
        schema: instant,
        required: false,
        example: '2026-11-24T18:00:00+08:00',
      },
    ],
    answers: [{ status: 200, says: '将到期的事项与被移动的到期时刻', schema: 'DeadlinesReply' }],
    errors: ['invalid_parameter'],
  },
  {
    id: 'getKpis',
    method: 'get',
    path: '/v1/kpis',
    group: '查看',
    title: '指标口径',
    says: '大屏上每个数字的口径：公式、分子、分母、时段、不计的内容与出处。',
    key: 'reader',
    parameters: [asVisitor],
    answers: [{ status: 200, says: '全部口径', schema: 'KpisReply' }],
  },
  {
    id: 'explainKpi',
    method: 'get',
    path: '/v1/kpis/{id}/explain',
    group: '查看',
    title: '一个指标怎样算出',
    says: '所含的事项、告警、线索或终端，各自的条目（从日志按 n 读出），以及由这些条目重算的结果。参观者只得口径。',
    key: 'reader',
    parameters: [
      {
        in: 'path',
        name: 'id',
        says: '指标编号，见 /v1/kpis',
        schema: z.string(),
        required: true,
        example: 'onTimeRate',
      },
      ...queryOf(kpiQuery, KPI_WORDS, { period: 'D7' }),
    ],
    answers: [{ status: 200, says: '口径与明细', schema: 'KpiExplanationReply' }],
    errors: ['invalid_parameter', 'not_found', 'log_unavailable'],
  },
  {
    id: 'getSources',
    method: 'get',
    path: '/v1/sources',
    group: '查看',
    title: '来源健康',
    says: '每个来源最近何时来过、是否断流、哪些镇街应报未报、平均迟到多久、时钟超前几次，以及各登记被拒的件数。',
    key: 'reader',
    answers: [{ status: 200, says: '来源与镇街', schema: 'SourcesReply' }],
    errors: ['log_unavailable'],
  },
  {
    id: 'getMedia',
    method: 'get',
    path: '/v1/media/{hash}',
    group: '查看',
    title: '取图片',
    says: '按 SHA-256 取回打码图：整幅为粗块，只有线索所报的物件清楚。原图须先发命令 operation.unmasked（写明理由，记入日志），五分钟内以其 position 取回。参观者一律 404。',
    key: 'reader',
    parameters: [
      {
        in: 'path',
        name: 'hash',
        says: '上传图片时所答的 media',
        schema: z.string(),
        required: true,
        example: '49d28c38dda42ea0254e7aa59f84eef7fd3189277bf6102fe60c6c3dc4a8e721',
      },
      {
        in: 'query',
        name: 'unmasked',
        says: '取原图：operation.unmasked 的答复里的 position',
        schema: z.string(),
        required: false,
      },
      asVisitor,
    ],
    curl: ['-o picture.webp'],
    answers: [{ status: 200, says: '图片', type: 'image/*' }],
    errors: ['not_found', 'forbidden'],
  },
];
