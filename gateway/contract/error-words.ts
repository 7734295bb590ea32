import type { ErrorCode } from './errors.ts';

/** An error in Chinese: what it means, and what whoever meets it should do. */
export interface ErrorWords {
  readonly zh: string;
  readonly todo: string;
}

const words = (zh: string, todo: string): ErrorWords => ({ zh, todo });

/** The words of every error of the catalogue. */
export const ERROR_WORDS: Readonly<Record<ErrorCode, ErrorWords>> = {
  invalid_parameter: words('地址中的参数缺少或不对', 'path 指出是哪一个，照说明改正'),
  unreadable_body: words('请求体读不出来', '检查 JSON 是否完整、是否 UTF-8'),
  unauthorized: words('没有密钥，或密钥不认识、已吊销', '检查 Authorization 头；向管理员要新的密钥'),
  forbidden: words('这把密钥不能这样用', '换用相应种类的密钥；或请管理员放宽这个来源可发的类型'),
  internal_feed: words('operation.* 与 system.* 不能作为事件发送', '人的操作改发 POST /v1/commands'),
  not_found: words('这里没有东西', '检查地址与编号；它也可能已经过期'),
  method_not_allowed: words('这个地址不接受这种方法', '按 Allow 头换用方法'),
  unknown_subject: words('现在没有这个对象', '检查 subject；它可能已离开大屏'),
  id_conflict: words('同一 source 与 id 已有内容不同的事件', '新事件用新的 id；原样重发则不会冲突'),
  stale_seen: words('对象在你看过之后变了', '重新看一眼，再决定'),
  text_not_kept: words('被拒的原文已不完整或不再保留', '重新提交时在请求体中附上改好的事件'),
  unknown_registration: words('这封死信的来源已没有登记', '重新登记这个来源，或删除死信'),
  body_too_large: words('请求体超过上限', '分几次发送'),
  line_too_long: words('NDJSON 的一行超过上限', '缩短这一行；其余各行不受影响'),
  batch_too_large: words('一次发送的事件太多', '分几次发送'),
  unsupported_media_type: words('不接受这种 Content-Type', '改用说明中列出的类型，UTF-8，不压缩'),
  invalid_event: words('事件不合格式', 'path 指出位置，detail 说明应是什么；改好再发'),
  too_deep: words('嵌套太深', '去掉多余的层次'),
  unknown_type: words('没有这种事件类型', '对照事件类型清单改正 type'),
  unknown_indicator_kind: words('没有这种指标', '指标种类是闭合的清单，需要新种类请联系管理员'),
  future_time: words('事件时刻超前网关时钟太多', '校准来源系统的时钟与时区'),
  category_denied: words('这一类内容本系统不收', '不要再发；内容未作任何保留'),
  invalid_command: words('命令不合格式', 'path 指出位置；改好再发'),
  already_registered: words('已有同名的登记', '换一个编号，或先删除旧的'),
  invalid_registration: words('登记内容不合格式', 'path 指出位置；改好再发'),
  invalid_media: words('图片读不出来', '发 JPEG、PNG 或 WebP，且 Content-Type 与文件一致'),
  too_many_requests: words('这个来源发得太快', '按 Retry-After 等待，再原样重发'),
  internal: words('网关处理这次请求时出错', '稍后再试；仍然如此请告诉管理员'),
  tile_unavailable: words(
    '瓦片服务没有给出瓦片',
    '大屏照用自带底图；检查 tiles.json、密钥与到瓦片服务的网络',
  ),
  log_unavailable: words('日志暂时写不进去，没有承诺任何事', '按 Retry-After 等待，再原样重发'),
  log_full: words('日志没有空间了，没有承诺任何事', '腾出磁盘或内存；有空间后网关自行继续，再原样重发'),
  lease_lost: words('这项职责已由另一个网关接手，没有写入', '不必处理；接手的网关会继续做'),
  starting: words('网关正在启动', '按 Retry-After 等待，再原样重发'),
};
