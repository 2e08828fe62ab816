import { fieldProblems } from './problems-field.ts';
import { words as goodsProblems } from './problems-goods.ts';
import { accountsProblems } from './problems-accounts.ts';
import { basesProblems } from './problems-bases.ts';
import { claimsProblems } from './problems-claims.ts';
import { moneyProblems } from './problems-money.ts';
import { ordersProblems } from './problems-orders.ts';
import { tradeProblems } from './problems-trade.ts';
import type { ProblemText } from '../problems.ts';

/** Words by code. Large features keep theirs in `problems-<feature>.ts` and spread them here. */
const byCode = {
  ...fieldProblems,
  ...goodsProblems, // first: a feature's own words win
  ...claimsProblems,
  ...ordersProblems,
  ...moneyProblems,
  ...tradeProblems,
  ...accountsProblems,
  ...basesProblems,
  'request.invalid': '有几处填写不对，请检查后再试。',
  'request.unreadable': '这个请求我们读不懂。',
  'request.too-large': '内容太大了，请减少一些再试。',
  'request.unsupported': '不支持这种格式。',
  'request.key-missing': '表单不完整，请刷新页面再试。',
  'request.key-reused': '这张表单已经提交过别的内容，请刷新页面再试。',
  'actor.missing': '请先登录。',
  'token.invalid': '登录凭证无效，请重新登录。',
  'task.not-found': '没有这项待办，也许已经处理。',
  'notice.not-found': '没有这条消息。',
  'transformation.mass-gained': '产出加损耗超过投料，请核对重量。',
  'transformation.one-product': '只有“加工”才能做出别的商品。',
  'transformation.one-lot': '分装只能用一个批次；几个批次请选“混合”。',
  'transformation.lot-twice': '同一批次只填一次。',
  'transformation.not-found': '没有这张加工单。',
  'lot.not-in-custody': '这个批次不在贵单位保管。',
  'role.forbidden': '这一页不归您的账号办理。',
  'origin.foreign': '这个请求不是从本站页面发出的，没有执行。',
  'resource.not-found': '没有找到。可能已被移走，或不属于您的单位。',
  'route.not-found': '没有这一页。请检查地址，或从首页进入。',
  'server.failed': '我们这边出了问题，已经记录下来。请稍后再试。',
  'server.not-ready': '系统正在准备，请稍等片刻再试。',
  'database.lost': '系统暂时连不上数据，请稍等片刻再试；同一操作不会重复计入。',
} satisfies Record<string, ProblemText>;

export const words = {
  byCode,
  byStatus: {
    400: '请求里有不对的地方，请检查后再试。',
    401: '请先登录。',
    403: '您的账号不能办这件事。',
    404: '没有找到。',
    409: '情况已经变了，请刷新后再试。',
    413: '内容太大了。',
    415: '不支持这种格式。',
    422: '这张表单已经用过，请刷新页面再试。',
    429: '操作太频繁，请稍等片刻再试。',
    503: '现在有点忙，请稍等片刻再试。',
    507: '存储空间满了，请联系平台。',
  },
  otherwise: '我们这边出了问题，请稍后再试。',
};
