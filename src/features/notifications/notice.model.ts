import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { NOTICE_KINDS } from './notice.ts';

const text = { type: String, required: true } as const;

const noticeSchema = Schema.create(
  {
    _id: text, // its cause and whom it is for
    orgId: text,
    kind: { type: String, enum: NOTICE_KINDS, required: true },
    href: text,
    facts: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    readAt: { type: Date, default: null },
  },
  { strict: 'throw', timestamps: false, versionKey: false, minimize: false },
);

noticeSchema.index({ orgId: 1, at: -1, _id: 1 }); // somebody's inbox

export type NoticeDoc = InferRawDocTypeFromSchema<typeof noticeSchema>;

export function noticeModel(db: Connection) {
  return db.model('Notice', noticeSchema, 'notices');
}
