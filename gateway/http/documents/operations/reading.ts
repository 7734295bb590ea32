import { z } from 'zod';
import type { Operation, Parameter } from '../operation.ts';

const asVisitor: Parameter = {
  in: 'query',
  name: 'as',
  says: 'visitor：只看参观者可见的汇总',
  schema: z.literal('visitor'),
  required: false,
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
    says: '事项及其最近 100 条经过。办结一周后离开当前状态。',
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
    id: 'getMedia',
    method: 'get',
    path: '/v1/media/{hash}',
    group: '查看',
    title: '取图片',
    says: '按 SHA-256 取回图片；参观者一律 404。',
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
      asVisitor,
    ],
    curl: ['-o picture.png'],
    answers: [{ status: 200, says: '图片', type: 'image/*' }],
    errors: ['not_found'],
  },
];
