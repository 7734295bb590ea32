import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { ref } from '../schemas.ts';
import { asVisitor } from './reading.ts';

export const TERMINALS: readonly Operation[] = [
  {
    id: 'getNearest',
    method: 'get',
    path: '/v1/terminals/nearest',
    group: '查看',
    title: '就近终端',
    says: '某处附近可呼叫的终端，由近及远；以及更近而不宜呼叫的，各附原因（离岗、离线、过时、忙、求助中、电量低、定位不准、定位卡死）。距离为直线距离；到矛盾纠纷、群众诉求的，量到其村（社区）中点，不泄露门户。呼叫用命令 operation.dispatched。',
    key: 'reader',
    parameters: [
      {
        in: 'query',
        name: 'to',
        says: '告警、事项或线索的 kind:id；或者改写 lng 与 lat',
        schema: z.string(),
        required: false,
      },
      {
        in: 'query',
        name: 'lng',
        says: '经度，WGS-84',
        schema: z.number(),
        required: false,
        example: '103.82',
      },
      { in: 'query', name: 'lat', says: '纬度', schema: z.number(), required: false, example: '25.6' },
      { in: 'query', name: 'count', says: '几台，至多 20，不写则 5', schema: z.int(), required: false },
      asVisitor,
    ],
    answers: [{ status: 200, says: '可呼叫的与不宜呼叫的', schema: 'NearestReply' }],
    errors: ['invalid_parameter', 'not_found', 'forbidden'],
  },
  {
    id: 'openTrack',
    method: 'post',
    path: '/v1/terminals/{id}/track',
    group: '查看',
    title: '打开一台终端的轨迹',
    says: '终端轨迹是持有人的行踪：仅值班席可查，须写目的，至多 24 小时一段。先以 operation.track_opened 记入日志（谁、何时、为何、哪一段），再答复。轨迹每刻钟抽稀一次，保存 30 天（retention.json 的 tracks），演练与测试的定位不留；抹除日志内容时一并抹除。同一 id 重发答复同一次。',
    key: 'seat',
    parameters: [
      {
        in: 'path',
        name: 'id',
        says: '终端编号',
        schema: z.string(),
        required: true,
        example: 'example-terminal-12',
      },
      asVisitor,
    ],
    bodies: [
      {
        type: 'application/json',
        schema: ref('TrackRequest'),
        example:
          '{"id":"track-1","by":{"seat":"1号席","role":"duty_officer"},"reason":"核对到场时间","from":"2026-11-20T14:00:00+08:00","until":"2026-11-20T15:00:00+08:00"}',
      },
    ],
    answers: [
      { status: 201, says: '抽稀后的轨迹', schema: 'TrackReply' },
      { status: 200, says: '这一次已记过，再答复一次', schema: 'TrackReply' },
    ],
    errors: [
      'invalid_parameter',
      'unreadable_body',
      'body_too_large',
      'unknown_subject',
      'id_conflict',
      'log_unavailable',
      'log_full',
    ],
  },
];
