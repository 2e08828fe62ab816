import type {
  CheckId,
  Finding,
  Outcome,
  VerdictWord,
} from '../../../features/supervision/index.ts';

const checks: Record<CheckId, string> = {
  code: '码有效',
  origin: '产地在结对县区',
  date: '采收或生产日期合理',
  cap: '亩产上限',
  papers: '本批证明齐全',
  test: '快检（自检筛查）',
  stops: '没有停用',
  photos: '照片',
};
const outcomes: Record<Outcome, string> = { ok: '符合', bad: '不符', unknown: '未定' };
const findings: Record<Finding, string> = {
  true: '真：各项都对得上',
  pending: '待核：还有未定的项',
  mismatch: '不符：有对不上的项',
};
const verdicts: Record<VerdictWord, string> = {
  pass: '判定通过',
  return: '退回补充',
  suspicious: '标记可疑',
};

/** What the release gate can miss beside papers, whose names are in the facts. */
const missing: Readonly<Record<string, string>> = {
  photos: '照片',
  producer_certificate: '生产者样式的合格证',
  certificate_grams: '合格证重量不够',
  licence_on_the_day: '生产当日有效的许可证',
  test_for_certificate: '合格证所依据的检测',
  valid_certificate: '有效的合格证',
  passing_test: '合格的检测',
  preorders_bound: '预订的分配',
};

export const words = {
  check: {
    title: '核验产地',
    lead: '扫码、扫码枪或手输都行，回车即查。',
    code: '批次码或扫到的网址',
    submit: '核验',
    empty: '还没有查询。标签上二维码下面的 11 位就是批次码。',
    recent: '最近的判定',
  },
  result: {
    title: (code: string) => `核验 ${code}`,
    checks: '逐项核对',
    openPublic: '看公众页面',
    photos: (n: number) => `${n} 张`,
    tests: (n: number) => `${n} 项`,
    on: (day: string) => day,
    county: (name: string) => name,
    missing: (kinds: string) => `缺：${kinds}`,
    reasons: (text: string) => text,
    again: '查下一个',
  },
  names: { checks, outcomes, findings, verdicts, missing },
  decide: {
    title: '判定',
    lead: '判定由您署名，不改变销售；要停用请另外操作。最新一条显示在公众页面上。',
    words: '理由',
    wordsHint: '退回和可疑必须写明，合作社或平台照此处理',
    place: '地点（可不填）',
    verdict: '结论',
    submit: '署名判定',
    done: '已署名',
  },
  decisions: {
    title: '历次判定',
    none: '还没有人判定过。',
    by: (officer: string, org: string, at: string) => `${officer}（${org}）${at}`,
  },
  stop: {
    title: '停用本批',
    lead: '停用后立即不能再卖、不能再发。理由写在批次和公众页面上。',
    reason: '停用理由',
    submit: '停用',
    lift: '解除停用',
    done: '已停用',
  },
};
