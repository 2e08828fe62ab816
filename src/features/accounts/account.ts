import { consumerOrgId, type Actor, type Duty, type Role } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';

/** A person who can sign in. Everybody may also buy for themselves, as a consumer. */
export interface User {
  readonly id: string;
  /** An e-mail address or a phone number, in the one form `readLogin` gives. Unique. */
  readonly login: string;
  readonly name: string;
  readonly passwordHash: string;
  /** What registered it. No hash of the request: it would be a quick hash of the password. */
  readonly commandKey: string;
  readonly registeredAt: Date;
}

/** A browser's session. The value in the cookie is known to the browser alone. */
export interface Session {
  /** SHA-256 of the value in the cookie. */
  readonly id: string;
  readonly userId: string;
  /** For which organisation this person acts now. */
  readonly orgId: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** When it ends if nobody comes by: 12 h after it was last seen, 7 days after its start at most. */
  readonly endsAt: Date;
}

/** The refresh tokens that follow from one sign-in of an API client: one is good at a time. */
export interface RefreshFamily {
  readonly id: string;
  readonly userId: string;
  readonly orgId: string;
  /** SHA-256 of the one that is good. */
  readonly currentHash: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly revokedAt: Date | null;
}

/** How a person stands in an organisation, as this feature needs to know it. */
export interface Membership {
  readonly orgId: string;
  readonly role: Role;
  readonly duties: readonly Duty[];
}

const HOUR_MS = 3_600_000;
const IDLE_MS = 12 * HOUR_MS;
const LONGEST_MS = 7 * 24 * HOUR_MS;
const REFRESH_MS = 30 * 24 * HOUR_MS;
/** A session in use is written at most this often. */
const SEEN_EVERY_MS = 5 * 60_000;

export function sessionEnd(startedAt: Date, seenAt: Date): Date {
  return new Date(Math.min(seenAt.getTime() + IDLE_MS, startedAt.getTime() + LONGEST_MS));
}

/** The last instant a session that starts now can see. */
export function longestSession(startedAt: Date): Date {
  return new Date(startedAt.getTime() + LONGEST_MS);
}

export function refreshEnd(startedAt: Date): Date {
  return new Date(startedAt.getTime() + REFRESH_MS);
}

export function isDueToBeSeen({ seenAt }: Session, now: Date): boolean {
  return now.getTime() - seenAt.getTime() >= SEEN_EVERY_MS;
}

/**
 * Who a person is for an organisation, as it stands now; undefined when they are no longer in it:
 * a session or token for it is then over.
 */
export function actorFor(
  userId: string,
  orgId: string,
  memberships: readonly Membership[],
): Actor | undefined {
  if (orgId === consumerOrgId(userId)) return { userId, orgId, role: 'consumer', duties: [] };
  const found = memberships.find((membership) => membership.orgId === orgId);
  return found && { userId, orgId, role: found.role, duties: found.duties };
}

/** Where a person begins after signing in: in the first organisation that took them, else as a consumer. */
export function firstOrgId(userId: string, memberships: readonly Membership[]): string {
  return memberships[0]?.orgId ?? consumerOrgId(userId);
}

/** Passwords everybody tries first, of those long enough to be allowed. */
const COMMON = new Set([
  ...['1234567890', '0123456789', '0987654321', '12345678910', '123456789a', 'a123456789'],
  ...['1234567891', '123456789q', 'q123456789', '123123123123', '1q2w3e4r5t', '1qaz2wsx3edc'],
  ...['qwertyuiop', 'qwertyuiop123', 'asdfghjkl123', 'qwerty123456', 'qwer123456', 'zxcvbnm123'],
  ...['password12', 'password123', 'password1234', 'passw0rd123', 'p@ssw0rd123', 'mypassword'],
  ...['iloveyou123', 'woaini1314', 'woaini520', 'woaini1314520', '5201314520', '1314520520'],
  ...['admin12345', 'admin123456', 'administrator', 'welcome123', 'letmein123', 'abc1234567'],
  ...['abcd123456', 'abc123456789', 'aa123456789', 'a1234567890', '1111122222', '11223344556'],
  ...['suhang2026', 'suhangorigin', 'hangzhou2026', 'suzhou2026', 'changeme123', '147258369a'],
]);

/**
 * Passes a password that is 10–128 characters long and not the first that others would try.
 * @throws AppError `password.too-short`, `password.too-long`, `password.common`
 */
export function checkPassword(password: string, login: string): void {
  const plain = password.normalize('NFKC');
  const { length } = plain;
  if (length < 10) throw badPassword('too-short', 'A password has at least 10 characters.');
  if (length > 128) throw badPassword('too-long', 'A password has at most 128 characters.');
  const lower = plain.toLowerCase();
  const isCommon =
    COMMON.has(lower) || new Set(lower).size < 3 || login.includes(lower) || lower === login;
  if (isCommon) throw badPassword('common', 'This password is among the first that others try.');
}

function badPassword(reason: string, message: string): AppError {
  return new AppError('invalid', `password.${reason}`, message, { facts: { min: 10, max: 128 } });
}

/** The same words whether nobody has this login or the password is another: nobody learns which. */
export function loginWrong(): AppError {
  return new AppError('unauthenticated', 'login.wrong', 'Login or password is not right.');
}

export function loginTaken(): AppError {
  return new AppError('conflict', 'login.taken', 'Somebody has registered this login already.');
}

export function notAMember(): AppError {
  return new AppError('forbidden', 'member.not-yours', 'You do not belong to this organisation.');
}

/** The same for unknown, expired and revoked. */
export function refreshInvalid(): AppError {
  return new AppError('unauthenticated', 'refresh.invalid', 'Please sign in again.');
}

const PATH = /^\/(?![/\\])[\w\-./~%?&=:+,@]*$/;

/** Where to after signing in: a path of ours, never another site; else `otherwise`. */
export function safeNext(next: string | undefined, otherwise = '/'): string {
  return next !== undefined && PATH.test(next) ? next : otherwise;
}

const HOMES: Readonly<Record<Role, string>> = {
  consumer: '/',
  cooperative: '/coop',
  canteen: '/canteen/order',
  officer: '/officer/check',
  operator: '/admin/organisations',
};

/** Where somebody's working day begins. */
export function homeOf({ role, duties }: Pick<Actor, 'role' | 'duties'>): string {
  const isBuyer = role !== 'canteen' || duties.includes('buyer');
  return isBuyer ? HOMES[role] : '/canteen/orders';
}
