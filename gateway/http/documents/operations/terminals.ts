import { z } from 'zod';
import type { Operation } from '../operation.ts';
import { asVisitor } from './reading.ts';

export const TERMINALS: readonly Operation[] = [
  {
    id: 'getNearest',
    method: 'get',
    path: '/v1/terminals/nearest',
    group: '查看',
    title: '就近终端',
    says: '某处附近可呼叫的终端，由近及远；以及更近而不宜呼叫的，各附原因（离岗、离线、过时、忙、求助中、电量低、定位不准、定位卡死）。距离为直线距离。呼叫用命令 operation.dispatched。',
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
];
