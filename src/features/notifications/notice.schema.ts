import Joi from 'joi';
import { instant, list, maybe, object, oneOf, type Infer } from '../../shared/schema.ts';
import { NOTICE_KINDS, type Notice } from './notice.ts';

export const byNotice = object({ id: Joi.string().max(200) });

const facts = Joi.object().pattern(Joi.string(), Joi.alternatives(Joi.string(), Joi.number()));

export const noticeView = object({
  id: Joi.string(),
  kind: oneOf(...NOTICE_KINDS),
  href: Joi.string(),
  facts: facts as Joi.ObjectSchema<Record<string, string | number>>, // Joi's types know no pattern
  at: instant(),
  readAt: maybe(instant()),
});
export type NoticeView = Infer<typeof noticeView>;

export const inboxView = object({ notices: list(noticeView) });

export function noticeViewOf({ _id, at, readAt, facts: told, kind, href }: Notice): NoticeView {
  const shown = { id: _id, kind, href, facts: { ...told } };
  return { ...shown, at: at.toISOString(), readAt: readAt?.toISOString() ?? null };
}
