import { z } from 'zod';
import { DEFAULT_OVERLAP_HOURS, keyHolderId } from '../../../contract/producers.ts';
import type { Operation, Parameter } from '../operation.ts';
import { ref } from '../schemas.ts';

const id: Parameter = {
  in: 'path',
  name: 'id',
  says: '登记编号',
  schema: keyHolderId,
  required: true,
  example: 'hotline',
};

const kid: Parameter = {
  in: 'path',
  name: 'kid',
  says: '密钥编号，取自列表中的 keys',
  schema: z.string(),
  required: true,
  example: '3fae9c01',
  variable: 'KID',
};

/** What any call with a body of its own is refused for. */
const OF_BODY = ['unreadable_body', 'body_too_large', 'invalid_registration'] as const;

/** Producers and their keys, for the administrator. */
export const PRODUCERS: readonly Operation[] = [
  {
    id: 'listProducers',
    method: 'get',
    path: '/v1/producers',
    group: '来源登记',
    title: '来源列表',
    says: '登记的来源系统与各自的密钥编号、最近使用时刻。密钥本身不在其中。',
    key: 'administrator',
    answers: [{ status: 200, says: '来源', schema: 'ProducersReply' }],
  },
  {
    id: 'addProducer',
    method: 'post',
    path: '/v1/producers',
    group: '来源登记',
    title: '登记来源',
    says: '每个系统登记一次，得一把来源密钥，立即可用。密钥只在这个应答中告诉一次。登记了真实数据（actual）的来源后，npm start 从下次启动起也要密钥。命令行同样可以：npm run keys -- add producer hotline --feeds case',
    key: 'administrator',
    bodies: [
      {
        type: 'application/json',
        schema: ref('ProducerRegistration'),
        example: '{"id":"hotline","name":"12345热线","feeds":["case"],"cadenceS":300,"network":"GOVERNMENT"}',
      },
    ],
    answers: [{ status: 201, says: '已登记', schema: 'NewKeyReply' }],
    errors: ['already_registered', ...OF_BODY],
  },
  {
    id: 'rotateKey',
    method: 'post',
    path: '/v1/producers/{id}/keys',
    group: '来源登记',
    title: '换密钥',
    says: `添一把立即可用的密钥；原有的再用 overlapHours 小时（不写则 ${DEFAULT_OVERLAP_HOURS}），来源系统在此期间换上新的，不必停发。`,
    key: 'administrator',
    parameters: [id],
    bodies: [{ type: 'application/json', schema: ref('KeyRotation'), example: '{"overlapHours":48}' }],
    bodyOptional: true,
    answers: [{ status: 201, says: '新密钥', schema: 'NewKeyReply' }],
    errors: ['not_found', ...OF_BODY],
  },
  {
    id: 'revokeKey',
    method: 'delete',
    path: '/v1/producers/{id}/keys/{kid}',
    group: '来源登记',
    title: '撤销一把密钥',
    says: '立即失效，其余照旧；用它开着的连接随即断开。',
    key: 'administrator',
    parameters: [id, kid],
    answers: [{ status: 200, says: '登记的现状', schema: 'ProducerFacts' }],
    errors: ['not_found'],
  },
  {
    id: 'removeProducer',
    method: 'delete',
    path: '/v1/producers/{id}',
    group: '来源登记',
    title: '注销来源',
    says: '全部密钥立即失效，登记不再保留；它发过的事件仍在日志中。',
    key: 'administrator',
    parameters: [id],
    answers: [{ status: 204, says: '已注销', type: null }],
    errors: ['not_found'],
  },
];
