import { dayAndWeekday, dayOf } from '../../format.ts';

type Facts = Readonly<Record<string, string | number>>;

/** What a task or a message says, by its kind, from its facts. */
const TASKS = {
  'harvest-short': (f: Facts) =>
    `${f['product']} ${dayIn(f['day'])} 采收 ${kg(f['harvestG'])}，预订 ${kg(f['promisedG'])}：这是全部收成吗`,
  'harvest-missing': (f: Facts) =>
    `${f['product']} ${dayIn(f['day'])} 没有登记采收，还有 ${kg(f['promisedG'])} 预订在等`,
  'agreement-proposed': (f: Facts) => `合同价 ${f['no']} 等您同意`,
  'receipt-conflict': (f: Facts) => `送货单 ${f['deliveryId']} 有两份验收单，请双方一起核对`,
  'receipt-waiting': (f: Facts) => `送货单 ${f['deliveryId']} 已有验收单，但还没有发车记录`,
  'receipt-late': (f: Facts) => `送货单 ${f['deliveryId']} 已送到 48 小时，还没有验收`,
  'claim-filed': (f: Facts) => `售后单 ${f['no']} 等待您处理`,
  'claim-disputed': (f: Facts) => `售后单 ${f['no']} 有争议，请平台裁定`,
  'grams-on-hand': (f: Facts) =>
    `批次 ${f['batchId']} 已召回，通知前收下 ${f['kg']} kg：先不要用，请填写现有和已用多少`,
  'cold-chain': (f: Facts) =>
    `运输温度 ${f['temp']} ℃ 超过 ${f['limit']} ℃，已为您起草对承运人的索赔 ${f['no']}`,
  'receipt-silence': (f: Facts) => `送货单 ${f['deliveryId']} 七天未验收，已视为收货，请补记`,
  'refund-failed': (f: Facts) => `退款 ${f['refundId']} 没有退成，请处理`,
  'saga-stuck': (f: Facts) => `订单 ${f['groupId']} 处理 20 次仍未完成，请查看`,
};
const dayIn = (on: unknown) => dayAndWeekday(String(on), 'zh');
const kg = (g: unknown) => `${Number(g) / 1_000} kg`;
const NOTICES = {
  'standing-report': (f: Facts) =>
    Number(f['lines']) > 0
      ? `常规订单已生成：${dayIn(f['day'])} 送达，${f['lines']} 种货，${f['changes']} 处变动`
      : `常规订单 ${dayIn(f['day'])} 没有生成，请看原因`,
  'preorder-cut': (f: Facts) =>
    `订单 ${f['no']} 的${f['name']}收成不足：预订 ${kg(f['orderedG'])}，到货 ${kg(f['g'])}，差额不收或已退`,
  'agreement-agreed': (f: Facts) => `合同价 ${f['no']} 对方已同意，按日期生效`,
  'agreement-declined': (f: Facts) => `合同价 ${f['no']} 对方没有同意`,
  'order-changed': (f: Facts) => `订单 ${f['orderNo']} 有变动：${f['what']}`,
  'batch-stopped': (f: Facts) => `批次 ${f['batch']} 已停用：${f['reason']}`,
  'receipt-silent-soon': (f: Facts) => `送货单 ${f['deliveryId']} 再过两天将视为收货，请尽快验收`,
  'receipt-silent': (f: Facts) => `送货单 ${f['deliveryId']} 已视为收货`,
  'claim-decided': (f: Facts) => `售后单 ${f['no']} 已有处理结果`,
  'receipt-short': (f: Facts) => `送货单 ${f['deliveryId']} 少 ${f['shortKg']} kg，按实收结算`,
};

/** How a task ended by itself; what people wrote stands as they wrote it. */
const OUTCOMES: Readonly<Record<string, string>> = {
  agreed: '已同意',
  declined: '没有同意',
  withdrawn: '已撤回',
  granted: '已同意',
  partly: '部分同意',
  resolved: '已了结',
};

export const words = {
  tasks: {
    title: '待办',
    sub: '需要人来决定的事',
    open: '待处理',
    done: '已处理',
    empty: '没有待办',
    go: '去处理',
    outcome: '处理结果',
    finish: '标为已处理',
    since: (at: string) => dayAndWeekday(dayOf(at), 'zh'),
    kinds: TASKS,
    outcomes: OUTCOMES,
  },
  inbox: {
    title: '消息',
    sub: '系统告知贵方的事，最新在前',
    empty: '还没有消息',
    unread: '未读',
    read: '标为已读',
    go: '查看',
    kinds: NOTICES,
  },
};
