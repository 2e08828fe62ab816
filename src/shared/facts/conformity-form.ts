/**
 * The form of the conformity certificate 承诺达标合格证: its two styles with their fixed promises,
 * what the promise rests on, and what must be filled in. Worded by the law: printed as it stands.
 */
export const CONFORMITY_FORM = {
  inForce: '2026-02-01',
  styles: [
    {
      id: 1,
      zh: '样式一（生产者）',
      commitmentZh: '未使用禁用农药、兽药及其他化合物；使用的常规农药、兽药残留不超标。',
    },
    {
      id: 2,
      zh: '样式二（收购者）',
      commitmentZh:
        '已按规定收取并保存该批次农产品承诺达标合格证或者其他质量安全合格证明；未违规使用保鲜剂、防腐剂、添加剂等。',
    },
  ],
  basisZh: ['质量安全控制符合要求', '自行检测合格', '委托检测合格'],
  itemsZh: ['产品名称', '数量（重量）', '产地', '承诺主体', '联系方式', '开具时间'],
  perBatch: true,
  reissueAfterMixOrRepack: true,
} as const;
