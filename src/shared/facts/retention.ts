/**
 * How long records are kept, in years. 电子商务法 art. 31 (transactions), 食品安全法 art. 50 (inspection
 * records: 6 months after shelf life, else 2 years), 会计档案管理办法 (books). The longest that applies counts.
 */
export const RETENTION = {
  defaultRuleZh: '取最大值：交易完成后3年；保质期满后6个月；2年',
  recallYears: 5,
  transactionYears: 3,
  accountingYears: 30,
  bankStatementYears: 10,
  invoiceYears: 10,
} as const;
