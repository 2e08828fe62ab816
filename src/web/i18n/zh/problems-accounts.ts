import type { ProblemText } from '../problems.ts';

const minutes = (s: unknown) => Math.max(1, Math.ceil(Number(s ?? 60) / 60));

/** People, organisations, invitations and limits. */
export const accountsProblems = {
  'login.wrong': '账号或密码不对。',
  'login.taken': '这个邮箱或手机号已经注册过，请直接登录。',
  'password.too-short': '密码至少 10 个字符。',
  'password.too-long': '密码最多 128 个字符。',
  'password.common': '这个密码太常见，容易被猜中，请换一个。',
  'refresh.invalid': '登录已失效，请重新登录。',
  'session.missing': '只有浏览器登录才能切换身份。',
  'request.too-many': ({ retryAfterS }) => `试得太多了，请 ${minutes(retryAfterS)} 分钟后再试。`,
  'member.not-yours': '您不是这个单位的成员。',
  'member.not-found': '这个人不是本单位成员，可能已移出。',
  'member.last-admin': '单位至少要留一位管理员。请先让别人当管理员。',
  'member.exists': '您已经是这个单位的成员。',
  'invite.not-found': '没有这条邀请，请检查链接是否完整。',
  'invite.used': '这条邀请已经用过，请让管理员再发一条。',
  'invite.expired': '这条邀请已过期，请让管理员再发一条。',
  'invite.password-missing': '请先登录，或者填姓名和密码。',
  'organisation.not-found': '没有这个单位。',
  'organisation.place-missing': '供货单位要选宿州的县区，食堂要选杭州的区县。',
  'organisation.standing-unchanged': '这个单位已经是这个状态，请刷新列表。',
  'organisation.busy': '别人正在改这个单位，请再点一次。',
  'operator.exists': '已经有平台管理员，请由他们邀请。',
} satisfies Record<string, ProblemText>;
