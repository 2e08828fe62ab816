import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';

const text = { type: String, required: true } as const;
const inner = { _id: false, strict: 'throw' } as const;

const days = Schema.create({ from: text, to: text }, inner);
const closed = Schema.create({ from: text, to: text, why: { type: String, default: '' } }, inner);
const command = Schema.create({ key: text, reqHash: text }, inner);

const calendarSchema = Schema.create(
  {
    _id: text, // the canteen
    closed: { type: [closed], required: true },
    terms: { type: [days], required: true },
    onHolidays: { type: Boolean, required: true },
    done: { type: [command], required: true },
  },
  { strict: 'throw', timestamps: false, versionKey: false },
);

export type CalendarDocument = InferRawDocTypeFromSchema<typeof calendarSchema>;

export function calendarModel(db: Connection) {
  return db.model('Calendar', calendarSchema, 'calendars');
}
