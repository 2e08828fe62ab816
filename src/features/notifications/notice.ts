import { AppError } from '../../shared/errors.ts';

/** What people are told. Each kind has its words in `web/i18n/*\/tasks.ts`. */
export const NOTICE_KINDS = [
  'agreement-agreed',
  'agreement-declined',
  'order-changed',
  'batch-stopped',
  'receipt-silent-soon',
  'receipt-silent',
  'receipt-short',
  'preorder-cut',
  'standing-report',
  'claim-decided',
] as const;
type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something somebody is told 消息. `_id` is its cause and whom it is for: told once. */
export interface Notice {
  readonly _id: string;
  /** An organisation, or a consumer's `c:<userId>`. */
  readonly orgId: string;
  readonly kind: NoticeKind;
  /** What it is about, where to go: a path of the site. */
  readonly href: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly at: Date;
  readonly readAt: Date | null;
}

export type NewNotice = Pick<Notice, '_id' | 'orgId' | 'kind' | 'href' | 'facts'>;

export function noticeNotFound(id: string): AppError {
  return new AppError('not-found', 'notice.not-found', `There is no message ${id}.`, {
    facts: { id },
  });
}
