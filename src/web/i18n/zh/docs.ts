export const words = {
  api: {
    title: '接口说明',
    lead: '每个接口怎样调用、谁能调用、要什么、答什么。机器读的一份在',
    searchLabel: '按地址或说明查找',
    who: '谁可以用',
    anyone: '任何人',
    parameters: '参数',
    name: '名称',
    place: '位置',
    need: '必填',
    where: { path: '地址', query: '查询', header: '请求头' } as Record<string, string>,
    command: '改动数据，要带 Idempotency-Key',
    answers: '回答',
    none: '没有符合的接口',
    count: (n: number) => `${n} 个接口`,
  },
  problem: {
    title: (code: string) => `错误代码 ${code}`,
    unknown: '没有登记这个代码的专门说明；下面是这类情况的一般说法。',
    meaning: '是什么意思',
    inChinese: '中文',
    inEnglish: '英文',
    forPrograms:
      '程序请以 code 为准，不要比较文字；回答的其他字段是这次情况的事实。4xx 表示改正后再来，要用新的 Idempotency-Key（见 nextKey）；5xx 和断网用原来的 key 再来一次。',
    home: '回首页',
  },
  refusal: {
    title: (status: number): string =>
      status === 404
        ? '没有找到'
        : status === 403
          ? '不能办理'
          : status < 500
            ? '没有成功'
            : '出了问题',
    fields: '不对的地方',
    code: '错误代码',
    reference: '编号',
    home: '回首页',
    signIn: '登录',
  },
};
