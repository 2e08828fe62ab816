import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';
import { DUTIES } from '../../shared/actor.ts';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import { ORGANISATION_KINDS, STANDINGS, STATEMENT_RHYTHMS } from './organisation.ts';

const inner = { _id: false, strict: 'throw' } as const;
const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const instant = { type: Date, required: true } as const;
const duties = { type: [{ type: String, enum: DUTIES, required: true }], required: true } as const;

/** How many commands an organisation remembers; a repeat comes within minutes. */
export const REMEMBERED = 200;

const command = Schema.create({ key: text, reqHash: text }, inner);
const contact = Schema.create({ name: text, phone: text }, inner);
const member = Schema.create({ userId: text, duties, since: instant }, inner);

const invite = Schema.create(
  {
    id: text,
    hash: text,
    login: text,
    duties,
    by: text,
    at: instant,
    endsAt: instant,
    usedBy: { type: String, default: null },
  },
  inner,
);

const approvalRule = Schema.create(
  {
    overFen: { type: Number, required: true, min: 0 },
    role: { type: String, enum: DUTIES, required: true },
    count: { type: Number, required: true, min: 1 },
  },
  inner,
);
const payTo = Schema.create({ name: text, bank: text, account: text }, inner);

const settings = Schema.create(
  {
    twoInspectors: { type: Boolean, required: true },
    tolerancePermille: { type: Number, required: true, min: 0 },
    termsDays: { type: Number, required: true, min: 0, max: 60 },
    approvals: { type: [approvalRule], required: true },
    deliveryDays: { type: [Number], required: true },
    deliveryWindow: { type: Schema.create({ from: text, to: text }, inner), required: true },
    payerId: { type: String, default: null },
    statementRhythm: { type: String, enum: STATEMENT_RHYTHMS, required: true },
    payTo: { type: payTo, default: null },
  },
  inner,
);

const organisationSchema = Schema.create(
  {
    _id: text,
    kind: { type: String, enum: ORGANISATION_KINDS, required: true },
    nameZh: text,
    nameEn: text,
    countyId: { type: String, enum: [...COUNTY_IDS, null], default: null },
    districtId: { type: String, default: null },
    school: { type: Boolean, required: true },
    address: words,
    contact: { type: contact, required: true },
    standing: { type: String, enum: STANDINGS, required: true },
    why: words,
    settings: { type: settings, required: true },
    enteredBy: text,
    command: { type: command, required: true },
    enteredAt: instant,
    firstLogin: text,
    paperIds: { type: [String], required: true },
    members: { type: [member], required: true },
    invites: { type: [invite], required: true },
    done: { type: [command], required: true },
  },
  { collection: 'organisations', timestamps: false, strict: 'throw', versionKey: false },
);

organisationSchema.index({ enteredBy: 1, 'command.key': 1 }, { unique: true }); // enter once
organisationSchema.index({ 'members.userId': 1 }); // the organisations of a person, on each request
organisationSchema.index({ 'invites.hash': 1 }); // where a link leads
organisationSchema.index({ standing: 1, enteredAt: -1 }); // the operator's list

export type OrganisationDoc = InferRawDocTypeFromSchema<typeof organisationSchema>;

export function organisationModel(db: Connection) {
  return db.model('Organisation', organisationSchema);
}
