import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const rule = Schema.create(
  { daysBefore: whole, time: text, weekdays: { type: [Number], required: true } },
  inner,
);
const change = Schema.create(
  { key: text, reqHash: text, by: text, at: { type: Date, required: true } },
  inner,
);

const ruleSchema = Schema.create(
  {
    _id: text, // <class>, <sellerId>:<class> or <sellerId>:minimum
    sellerId: { type: String, default: null },
    cutoffClass: { type: String, enum: CUTOFF_CLASSES, default: null },
    rule: { type: rule, default: null },
    minOrderFen: { type: Number, default: null },
    changes: { type: [change], required: true },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

export type DeliveryRuleDoc = InferRawDocTypeFromSchema<typeof ruleSchema>;

export function deliveryRuleModel(db: Connection) {
  return db.model('DeliveryRule', ruleSchema, 'deliveryRules');
}
