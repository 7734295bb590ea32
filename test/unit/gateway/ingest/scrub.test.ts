import { describe, expect, it } from 'vitest';
import { scrubData, scrubText } from '../../../../gateway/ingest/scrub.ts';

const PHONE = '［已隐去电话］';
const ID = '［已隐去证件号］';
const PLATE = '［已隐去车牌］';
const EMAIL = '［已隐去邮箱］';

describe('what is hidden', () => {
  it.each([
    ['请联系13800138000处理', `请联系${PHONE}处理`],
    ['电话138 0013 8000', `电话${PHONE}`],
    ['电话：138-0013-8000。', `电话：${PHONE}。`],
    ['+8613800138000', PHONE],
    ['86-13800138000', PHONE],
    ['138-001-38000', PHONE],
    ['138.0013.8000', PHONE],
    ['1 3 8 0 0 1 3 8 0 0 0', PHONE],
    ['tel13800138000', `tel${PHONE}`],
    ['１３８００１３８０００', PHONE],
    ['138\u200b0013\u200b8000', PHONE],
    ['一三八零零一三八〇〇〇', PHONE],
    ['张某13800138000、19912345678', `张某${PHONE}、${PHONE}`],
    ['座机0874-3123456', `座机${PHONE}`],
    ['(0874)3123456转802', PHONE],
    ['（０８７４）３１２３４５６', PHONE],
    ['010 8888 8888', PHONE],
    ['08743123456', PHONE],
    ['值班电话3123456', `值班${PHONE}`],
    ['身份证530303199001011234', ID],
    ['证件号：530303900101123', ID],
    ['本人53030319900101123X投诉', `本人${ID}投诉`],
    ['530303 19900101 1234', ID],
    ['530303-1990-0101-1234', ID],
    ['5 3 0 3 0 3 1 9 9 0 0 1 0 1 1 2 3 4', ID],
    ['53030320150101001X'.replace('X', checkDigit('53030320150101001')), ID],
    ['车辆云D12345占道', `车辆${PLATE}占道`],
    ['云D·12345', PLATE],
    ['云d 12345', PLATE],
    ['云AD12345', PLATE],
    ['粤BF12345', PLATE],
    ['粤B12345D', PLATE],
    ['京A8K57警', PLATE],
    ['云Ｄ１２３４５', PLATE],
    ['发到 li.ming+1@example.com.cn 即可', `发到 ${EMAIL} 即可`],
    ['ab@qq.com', EMAIL],
  ])('%s', (text, expected) => {
    expect(scrubText(text)).toBe(expected);
  });
});

describe('what survives', () => {
  it.each([
    'GD20261120001234',
    '事项编号 990101202611200012',
    '530303202611201519',
    'QX-0871-20261120',
    '15-20261120-1',
    '138.00138000',
    '101002020119',
    '网格 990101001001001',
    '欠薪 15800000000元',
    '合同额13800138000.50元',
    '1.5亿元，3.3万元',
    '2026-11-20 15:19:00',
    '2026年11月20日15时19分',
    '20261120151900',
    '103.82139,25.60864',
    '113.13912345678',
    '经度103.8212345678901',
    '请拨12345热线',
    '110、119、120',
    '云南省曲靖市',
    '新A小区3栋2单元501室',
    '云D区域12345平方米',
    'Mate60000',
    '面积18888米',
    '统一社会信用代码91530303MA6K12345X',
    '井盖破损 @示范街',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('%s', (text) => {
    expect(scrubText(text)).toBe(text);
  });
});

describe('data of an event', () => {
  it('scrubs free text at every depth and leaves structured fields alone', () => {
    const data = {
      title: '请联系13800138000',
      basis: { kind: 'INTERNAL', text: '见13800138000' },
      area: '13800138000',
      device: '13800138000',
      photos: ['13800138000'],
      location: { lng: 113.13912345678, lat: 25.6 },
    };
    expect(scrubData(data)).toEqual({
      ...data,
      title: `请联系${PHONE}`,
      basis: { kind: 'INTERNAL', text: `见${PHONE}` },
    });
  });

  it('leaves out a link that carries a telephone number, keeps another', () => {
    expect(scrubData({ link: 'https://oa.example/c?tel=13800138000' })).toEqual({});
    expect(scrubData({ link: 'https://oa.example/c/20261120001' })).toEqual({
      link: 'https://oa.example/c/20261120001',
    });
  });

  it('drops invisible and direction-changing characters, keeps line breaks', () => {
    expect(scrubText('井\u202e盖\u0000破\ufeff损\n第二行')).toBe('井盖破损\n第二行');
  });
});

function checkDigit(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return '10X98765432'[sum % 11] ?? '';
}
