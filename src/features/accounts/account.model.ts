import { Schema, type Connection, type InferRawDocTypeFromSchema } from 'mongoose';

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const options = { timestamps: false, strict: 'throw', versionKey: false } as const;

const userSchema = Schema.create(
  {
    _id: text,
    login: text,
    name: text,
    passwordHash: text,
    commandKey: text,
    registeredAt: instant,
  },
  { collection: 'users', ...options },
);
userSchema.index({ login: 1 }, { unique: true }); // one account per login; sign-in

export type UserDoc = InferRawDocTypeFromSchema<typeof userSchema>;

export function userModel(db: Connection) {
  return db.model('User', userSchema);
}

const sessionSchema = Schema.create(
  {
    _id: text, // hash of the value in the cookie
    userId: text,
    orgId: text,
    startedAt: instant,
    seenAt: instant,
    endsAt: instant,
  },
  { collection: 'sessions', ...options },
);
// No TTL index: when a session ends is said by our clock, not by the store's.
sessionSchema.index({ endsAt: 1 }); // those that are over

export type SessionDoc = InferRawDocTypeFromSchema<typeof sessionSchema>;

export function sessionModel(db: Connection) {
  return db.model('Session', sessionSchema);
}

const familySchema = Schema.create(
  {
    _id: text,
    userId: text,
    orgId: text,
    currentHash: text,
    startedAt: instant,
    endsAt: instant,
    revokedAt: { type: Date, default: null },
  },
  { collection: 'refreshFamilies', ...options },
);
familySchema.index({ endsAt: 1 }); // those that are over

export type FamilyDoc = InferRawDocTypeFromSchema<typeof familySchema>;

export function familyModel(db: Connection) {
  return db.model('RefreshFamily', familySchema);
}
