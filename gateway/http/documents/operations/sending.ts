import { EVENT_MEDIA_TYPES, INGEST_LIMITS } from '../../../contract/cloudevent.ts';
import {
  COMMAND_EXAMPLES,
  EVENT_EXAMPLES,
  EXAMPLE_PICTURE,
  FIRST_EVENT,
} from '../../../contract/examples.ts';
import type { Body, Operation } from '../operation.ts';
import { ref } from '../schemas.ts';

const two = [EVENT_EXAMPLES['terminal.status_changed'].event, EVENT_EXAMPLES['terminal.located'].event];

const [ONE, BATCH, LINES, JSON_TYPE] = EVENT_MEDIA_TYPES;

const eventBodies: readonly Body[] = [
  { type: ONE, schema: ref('Event'), example: JSON.stringify(FIRST_EVENT) },
  { type: BATCH, schema: { type: 'array', items: ref('Event') }, example: JSON.stringify(two) },
  { type: LINES, example: `${two.map((event) => JSON.stringify(event)).join('\n')}\n` },
  {
    type: JSON_TYPE,
    schema: { anyOf: [ref('Event'), { type: 'array', items: ref('Event') }] },
    example: JSON.stringify(FIRST_EVENT),
  },
];

/** What producers and seats send. */
export const SENDING: readonly Operation[] = [
  {
    id: 'postEvents',
    method: 'post',
    path: '/v1/events',
    group: '发送',
    title: '发送事件',
    says: `一个事件、一批（至多 ${INGEST_LIMITS.batch} 个）或 NDJSON，共至多 ${INGEST_LIMITS.bodyBytes / 1_048_576} MB。单个事件的状态码就是它的结果；一批总是 200，全部被拒则为 422，逐个看 results。加 Prefer: return=minimal 则只答不是 201 的。`,
    key: 'producer',
    bodies: eventBodies,
    answers: [
      { status: 201, says: '单个事件：新收下', schema: 'IngestReply' },
      { status: 200, says: '单个事件以前已收下；或一批，逐个看 results', schema: 'IngestReply' },
    ],
    refusals: [
      { status: 403, says: '单个事件：这把密钥不可发这一类', schema: 'IngestReply' },
      { status: 409, says: '单个事件：同一 source 与 id 已有别的内容', schema: 'IngestReply' },
      { status: 422, says: '单个事件被拒，或一批全部被拒', schema: 'IngestReply' },
      {
        status: 503,
        says: '日志中途写不进去：status 为 503 的请重发',
        type: 'application/problem+json',
        schema: 'InterruptedReply',
      },
    ],
    errors: [
      'unreadable_body',
      'unsupported_media_type',
      'body_too_large',
      'line_too_long',
      'batch_too_large',
      'internal_feed',
      'id_conflict',
      'invalid_event',
      'too_deep',
      'unknown_type',
      'unknown_indicator_kind',
      'future_time',
      'category_denied',
      'too_many_requests',
      'log_unavailable',
      'log_full',
    ],
  },
  {
    id: 'postMedia',
    method: 'post',
    path: '/v1/media',
    group: '发送',
    title: '上传图片',
    says: `JPEG、PNG 或 WebP，至多 ${INGEST_LIMITS.mediaBytes / 1_048_576} MB，保存 7 天；事项引用的、线索核实属实的保存 30 天。拍摄地点、时间、设备等附带信息一律去除，另存一幅打码图，大屏只见打码图。答中的 media 写进事件的 media 或 photos。`,
    key: 'sender',
    bodies: [
      { type: 'image/png', example: EXAMPLE_PICTURE, base64: true },
      { type: 'image/jpeg', example: '', base64: true },
      { type: 'image/webp', example: '', base64: true },
    ],
    answers: [
      { status: 201, says: '新存下', schema: 'MediaReply' },
      { status: 200, says: '已有此图，保存期顺延', schema: 'MediaReply' },
    ],
    errors: [
      'body_too_large',
      'unsupported_media_type',
      'invalid_media',
      'too_many_requests',
      'log_unavailable',
      'log_full',
    ],
  },
  {
    id: 'postCommand',
    method: 'post',
    path: '/v1/commands',
    group: '发送',
    title: '发送命令',
    says: '值班席位的操作：确认、核实、备注。subject 写“种类:编号”；seen 写所看到的 version，对象此后变了则 409。by 写席位与岗位，从不写人名。同一 id 重发只生效一次。',
    key: 'seat',
    bodies: [
      {
        type: 'application/json',
        schema: ref('Command'),
        example: JSON.stringify(COMMAND_EXAMPLES['operation.noted'].command),
      },
    ],
    answers: [
      { status: 201, says: '已记入日志', schema: 'CommandReply' },
      { status: 200, says: '以前已记入', schema: 'CommandReply' },
    ],
    errors: [
      'unreadable_body',
      'unsupported_media_type',
      'body_too_large',
      'unknown_subject',
      'id_conflict',
      'stale_seen',
      'invalid_command',
      'too_deep',
      'too_many_requests',
      'log_unavailable',
      'log_full',
    ],
  },
];
