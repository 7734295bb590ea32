import { z } from 'zod';
import { letterDeletion, letterFilter, letterQuery } from '../../../contract/dead-letters.ts';
import { FIRST_EVENT } from '../../../contract/examples.ts';
import { type Operation, type Parameter, queryOf } from '../operation.ts';
import { ref } from '../schemas.ts';

const key: Parameter = {
  in: 'path',
  name: 'key',
  says: '死信编号，取自列表中的 key',
  schema: z.string(),
  required: true,
  example: 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
  variable: 'LETTER',
};

const words = {
  producer: '只看这个来源',
  code: '只看这个错误码',
  since: '最近一次被拒不早于',
  until: '最近一次被拒不晚于',
  q: '理由、路径或原文中含有的文字',
  state: '未了结 open、已了结 settled 或全部 all',
  limit: '每页封数',
  cursor: '上一页答中的 next',
  reason: '删除的理由，记入网关日志',
};

/** Refused events, for the administrator. */
export const LETTERS: readonly Operation[] = [
  {
    id: 'listLetters',
    method: 'get',
    path: '/v1/dead-letters',
    group: '死信',
    title: '死信列表',
    says: '被拒的事件，最近的在前。相同的拒绝合为一封并计数；保存 30 天，脱敏后的原文 7 天，共至多一万封。',
    key: 'administrator',
    parameters: queryOf(letterQuery, words, { limit: '20' }),
    answers: [{ status: 200, says: '一页死信', schema: 'LetterPage' }],
    errors: ['invalid_parameter', 'log_unavailable'],
  },
  {
    id: 'exportLetters',
    method: 'get',
    path: '/v1/dead-letters/export',
    group: '死信',
    title: '导出死信',
    says: '与列表相同的筛选，连同原文，每行一封 JSON。',
    key: 'administrator',
    parameters: queryOf(letterFilter, words, { state: 'all' }),
    answers: [{ status: 200, says: '每行一封，同 LetterReply', type: 'application/x-ndjson' }],
    errors: ['invalid_parameter', 'log_unavailable'],
  },
  {
    id: 'getLetter',
    method: 'get',
    path: '/v1/dead-letters/{key}',
    group: '死信',
    title: '一封死信',
    says: '理由、不对之处的路径、来源、首末时刻、次数，以及仍保留的脱敏原文。拒收类别的内容从不保留。',
    key: 'administrator',
    parameters: [key],
    answers: [{ status: 200, says: '死信', schema: 'LetterReply' }],
    errors: ['not_found', 'log_unavailable'],
  },
  {
    id: 'resubmitLetter',
    method: 'post',
    path: '/v1/dead-letters/{key}/resubmit',
    group: '死信',
    title: '重新提交',
    says: '以原来源的身份、按今天的登记再送一次：请求体为改好的事件；空请求体则原样重试保留的原文（写 -d ""）。收下即了结，并记下日志位置。再被拒不另立死信。',
    key: 'administrator',
    parameters: [key],
    bodies: [
      { type: 'application/cloudevents+json', schema: ref('Event'), example: JSON.stringify(FIRST_EVENT) },
      { type: 'application/json', schema: ref('Event'), example: JSON.stringify(FIRST_EVENT) },
    ],
    bodyOptional: true,
    answers: [
      { status: 201, says: '新收下，死信了结', schema: 'EventResult' },
      { status: 200, says: '这个事件已在日志中，死信了结', schema: 'EventResult' },
    ],
    refusals: [
      { status: 403, says: '来源不可发这一类', schema: 'EventResult' },
      { status: 409, says: '同一 source 与 id 已有别的内容', schema: 'EventResult' },
      { status: 422, says: '仍被拒', schema: 'EventResult' },
    ],
    errors: [
      'not_found',
      'text_not_kept',
      'unknown_registration',
      'unreadable_body',
      'unsupported_media_type',
      'body_too_large',
      'too_many_requests',
      'log_unavailable',
      'log_full',
    ],
  },
  {
    id: 'deleteLetter',
    method: 'delete',
    path: '/v1/dead-letters/{key}',
    group: '死信',
    title: '删除死信',
    says: '须写理由；理由与死信编号记入网关日志。',
    key: 'administrator',
    parameters: [key, ...queryOf(letterDeletion, words, { reason: '联调数据' })],
    answers: [{ status: 204, says: '已删除', type: null }],
    errors: ['invalid_parameter', 'not_found', 'log_unavailable'],
  },
  {
    id: 'postErasure',
    method: 'post',
    path: '/v1/erasures',
    group: '死信',
    title: '抹除日志内容',
    says: '按 source 与 id 抹除至多 64 条：内容、地点与所附图片一并消失，日志留下空位（号与链不变，原样重发仍算重复），重复它们的死信与此前的全部快照删除，各网关从日志重建，各屏重新读取。理由须写，脱敏后记入日志。中断后原样再发即可。',
    key: 'administrator',
    bodies: [
      {
        type: 'application/json',
        schema: ref('Erasure'),
        example: '{"reason":"误报送个人信息","entries":[{"source":"urn:example:none","id":"none"}]}',
      },
    ],
    answers: [{ status: 200, says: '已抹除的与没找到的', schema: 'ErasureReply' }],
    errors: ['invalid_parameter', 'unreadable_body', 'body_too_large', 'log_unavailable', 'log_full'],
  },
];
