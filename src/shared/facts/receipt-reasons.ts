/** Why a receiver takes less than was delivered, or nothing. */
export const RECEIPT_REASONS = [
  { id: 'short_weight', zh: '短重', en: 'Short weight' },
  { id: 'damaged', zh: '破损', en: 'Damaged' },
  { id: 'spoiled', zh: '腐坏', en: 'Spoiled' },
  { id: 'chilling_injury', zh: '冷害', en: 'Chilling injury' },
  { id: 'temperature_excursion', zh: '温度超限', en: 'Temperature excursion' },
  { id: 'wrong_grade', zh: '等级不符', en: 'Wrong grade' },
  { id: 'papers_missing', zh: '证明缺失', en: 'Papers missing' },
  { id: 'test_suspect', zh: '快检可疑', en: 'Suspect screening result' },
  { id: 'late', zh: '迟到', en: 'Late' },
  { id: 'wrong_item', zh: '品名不符', en: 'Wrong item' },
] as const;

export type ReceiptReason = (typeof RECEIPT_REASONS)[number]['id'];
