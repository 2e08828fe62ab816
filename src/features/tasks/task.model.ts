import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { TASK_KINDS, TASK_STATES } from './task.ts';

const text = { type: String, required: true } as const;

const taskSchema = Schema.create(
  {
    _id: text, // its cause
    kind: { type: String, enum: TASK_KINDS, required: true },
    orgId: { type: String, default: null },
    href: text,
    facts: { type: Schema.Types.Mixed, required: true },
    state: { type: String, enum: TASK_STATES, required: true },
    at: { type: Date, required: true },
    doneAt: { type: Date, default: null },
    doneBy: { type: String, default: null },
    outcome: { type: String, default: '' },
  },
  { strict: 'throw', timestamps: false, versionKey: false, minimize: false },
);

taskSchema.index({ orgId: 1, state: 1, at: -1, _id: 1 }); // what somebody still has to decide

export type TaskDoc = InferRawDocTypeFromSchema<typeof taskSchema>;

export function taskModel(db: Connection) {
  return db.model('Task', taskSchema, 'tasks');
}
