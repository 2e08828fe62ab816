/** Every kind of paper 证明 that can be attached to a batch, an organisation or a delivery. */
export const PAPER_KINDS = [
  {
    id: 'conformity_certificate',
    nameZh: '承诺达标合格证',
    nameEn: 'Conformity certificate',
    keepRuleZh: '开具与收取副本至少6个月；本平台保存2年',
  },
  {
    id: 'quarantine_animal',
    nameZh: '动物检疫合格证明（动物）',
    nameEn: 'Animal quarantine certificate (live animals)',
    keepRuleZh: '随批次保存，按平台默认保存期',
  },
  {
    id: 'quarantine_product_a',
    nameZh: '动物检疫合格证明（产品A）',
    nameEn: 'Animal quarantine certificate (products, across provinces)',
    keepRuleZh: '随批次保存，按平台默认保存期',
  },
  {
    id: 'meat_inspection',
    nameZh: '肉品品质检验合格证',
    nameEn: 'Meat quality inspection certificate',
    keepRuleZh: '随批次保存，按平台默认保存期',
  },
  {
    id: 'rapid_test',
    nameZh: '农残快检记录',
    nameEn: 'Rapid pesticide-residue screening record',
    keepRuleZh: '随批次保存，按平台默认保存期',
  },
  {
    id: 'lab_report',
    nameZh: '检测报告（具备资质机构）',
    nameEn: 'Laboratory report of a qualified body',
    keepRuleZh: '随批次保存，按平台默认保存期',
  },
  {
    id: 'factory_inspection',
    nameZh: '出厂检验合格证明',
    nameEn: 'Factory inspection certificate',
    keepRuleZh: '保质期满后6个月；无保质期不少于2年',
  },
  {
    id: 'production_licence',
    nameZh: '食品生产许可证（SC）',
    nameEn: 'Food production licence (SC)',
    keepRuleZh: '有效期内，到期前90/30/7天提醒',
  },
  {
    id: 'business_licence',
    nameZh: '营业执照',
    nameEn: 'Business licence',
    keepRuleZh: '有效期内',
  },
  {
    id: 'farm_record',
    nameZh: '农产品生产记录',
    nameEn: 'Farm production record',
    keepRuleZh: '至少2年',
  },
  { id: 'delivery_note', nameZh: '送货单', nameEn: 'Delivery note', keepRuleZh: '至少3年' },
  {
    id: 'inspection_ledger',
    nameZh: '进货查验记录',
    nameEn: 'Purchase-inspection record',
    keepRuleZh: '食用农产品至少6个月；食品为保质期满后6个月，无保质期不少于2年',
  },
  { id: 'invoice', nameZh: '发票', nameEn: 'Invoice', keepRuleZh: '按税务规定' },
] as const satisfies readonly PaperKindFact[];

interface PaperKindFact {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** How long the paper itself must be kept, as the law puts it. */
  readonly keepRuleZh: string;
}

export type PaperKind = (typeof PAPER_KINDS)[number]['id'];
