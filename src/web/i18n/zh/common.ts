/** Words that every area uses; sent with each hydrated page, so few. */
export const words = {
  save: '保存',
  cancel: '取消',
  search: '搜索',
  filter: '筛选',
  all: '全部',
  more: '下一页',
  back: '返回',
  print: '打印',
  yes: '是',
  no: '否',
  sending: '正在提交',
  saved: '已保存',
  retry: '重试',
  required: '必填',
  offline: '没传上去：网络断了。填的内容还在，再点一次就行。',
  failed: '没有成功：我们这边出了问题。填的内容还在，请稍后再点一次。',
  fixThese: '请先改这几处',
  draft: {
    restored: (at: string) => `已恢复 ${at} 的草稿`,
    discard: '丢弃',
  },
  list: {
    results: '结果',
    count: (n: number) => `共 ${n} 条`,
    stale: '没取到：网络断了。列表没变，点重试。',
  },
  stepper: {
    quantity: (name: string) => `${name} 数量`,
    less: (name: string) => `减少 ${name}`,
    more: (name: string) => `增加 ${name}`,
  },
  /** What a field that is not well-formed says; the field's own label stands beside it. */
  badField: '填写不对，请检查',
  signInAgain: '登录已过期，请重新登录后再提交。',
};
