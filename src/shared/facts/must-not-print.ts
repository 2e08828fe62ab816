/** Phrases that must not be printed as true, by the claim they belong to: health, titles, links that do not exist. */
export const MUST_NOT_PRINT = [
  { id: '832', phrases: ['计入832', '完成832', '832采购额已完成'] },
  { id: 'pairs', phrases: ['上城区—埇桥区', '上城—埇桥'] },
  { id: 'health', phrases: ['润肺', '止咳', '化痰', '清肺', '药效', '保健作用', '降血'] },
  { id: 'rapid', phrases: ['检验合格报告', '质检合格报告'] },
  { id: 'zsl', phrases: ['已接入浙食链', '已对接浙食链', '已接入国家追溯平台'] },
  { id: 'wgh', phrases: ['无公害认证', '无公害农产品'] },
  { id: 'fox', phrases: ['灵璧芡实', '埇桥木耳'] },
  { id: 'gba', phrases: ['粤港澳大湾区“菜篮子”'] },
  { id: 'proof', phrases: ['保证真实', '百分百真实'] },
  { id: 'blockchain', phrases: ['区块链'] },
] as const;

/** The first phrase in `text` that must not be printed; undefined when there is none. */
export function bannedPhraseIn(text: string): string | undefined {
  return MUST_NOT_PRINT.flatMap(({ phrases }): readonly string[] => phrases).find((phrase) =>
    text.includes(phrase),
  );
}
