import type { ProblemText } from '../problems.ts';

const texts = {
  'claim.not-found': '没有这张售后单。',
  'claim.wrong-state': '这张售后单已经走到下一步，请刷新看看。',
  'claim.busy': '这张售后单正在处理，请稍等片刻再试。',
  'claim.kind-not-here': '这类问题这里不用申请：没到的没有计价。',
  'claim.too-early': '还不到申请的时间。',
  'claim.too-late': '申请的时间已过。',
  'claim.photo-missing': '请附照片，拍清楚问题。',
  'claim.no-such-line': '没有这一项商品。',
  'claim.not-returnable': '这种商品不适用七日无理由退货。',
  'claim.not-charged': '这一项没有可退的货款。',
  'claim.more-than-asked': '不能超过申请的金额。',
  'claim.not-yours': '现在轮到别人处理。',
  'claim.answer-too-much': '超过了收下的重量。',
  'return.more-than-rejected': '不能多于拒收的重量。',
  'return.not-found': '没有这次退货。',
  'crate.mistyped': '这不是筐码：请扫追溯码，加编号。',
  'crate.unknown': '没有打印过这个编号的标签。',
  'crate.other-lot': '这筐是另一批：换批，或放回。',
  'crate.too-much': '超过了这一批称好的重量。',
  'crate.in-other-delivery': '这筐在另一张送货单上。',
  'delivery.not-complete': '筐装加散装和称好的不一致，请核对。',
  'delivery.busy': '别人正在装这车，请稍等片刻再试。',
  'record.not-found': '没有这条记录。',
  'record.busy': '别人正在更正，请稍等片刻再试。',
} satisfies Record<string, ProblemText>;

/** Refusals after a sale: crates, claims, returns, corrections. */
export const claimsProblems: Record<keyof typeof texts, ProblemText> = texts;
