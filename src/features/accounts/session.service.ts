import { consumerOrgId, type Actor } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import {
  actorFor,
  firstOrgId,
  isDueToBeSeen,
  longestSession,
  notAMember,
  sessionEnd,
  type Membership,
} from './account.ts';
import type { SessionStore } from './session.store.ts';

interface Deps {
  sessions: SessionStore;
  /** Where a person belongs now: asked at each request, so that a removal holds at once. */
  membershipsOf: (userId: string) => Promise<readonly Membership[]>;
  secrets: Secrets;
  now: () => Date;
}

/** Values nobody guesses, and what is kept of them. */
export interface Secrets {
  readonly draw: () => string;
  readonly hash: (value: string) => string;
}

/** A session as its browser gets it. */
export interface OpenSession {
  /** For the cookie: the only place where it is. */
  readonly value: string;
  /** The longest it can last; unused it ends sooner. */
  readonly endsAt: Date;
  readonly actor: Actor;
}

/** Sessions of browsers: opaque, revocable, new at each sign-in and each change of organisation. */
export function createSessionService({ sessions, membershipsOf, secrets, now }: Deps) {
  /** Begins a session for `userId`, in the first organisation that took them. */
  async function begin(userId: string): Promise<OpenSession> {
    const memberships = await membershipsOf(userId);
    const actor = actorFor(userId, firstOrgId(userId, memberships), memberships);
    if (!actor) throw new RangeError('everybody is a consumer at least');
    return await open(actor, now());
  }

  async function open(actor: Actor, startedAt: Date): Promise<OpenSession> {
    const value = secrets.draw();
    const { userId, orgId } = actor;
    const seenAt = now();
    const endsAt = sessionEnd(startedAt, seenAt);
    await sessions.insert({ id: secrets.hash(value), userId, orgId, startedAt, seenAt, endsAt });
    return { value, endsAt: longestSession(startedAt), actor };
  }

  /**
   * Who comes with this cookie, as they stand now; undefined when the session has ended, was
   * revoked, or its organisation no longer has them.
   */
  async function readSession(value: string): Promise<Actor | undefined> {
    const id = secrets.hash(value);
    const session = await sessions.open(id, now());
    if (!session) return undefined;
    const { userId, orgId, startedAt } = session;
    const actor = actorFor(userId, orgId, await membershipsIn(orgId, userId));
    if (!actor) return undefined;
    if (isDueToBeSeen(session, now())) {
      await sessions.see(id, { seenAt: now(), endsAt: sessionEnd(startedAt, now()) });
    }
    return { ...actor, sessionId: id };
  }

  /** A consumer belongs to no organisation that we would have to ask. */
  async function membershipsIn(orgId: string, userId: string): Promise<readonly Membership[]> {
    return orgId === consumerOrgId(userId) ? [] : await membershipsOf(userId);
  }

  /** Ends a session. Ended already is fine. */
  async function signOut(sessionId: string | undefined): Promise<void> {
    if (sessionId !== undefined) await sessions.end(sessionId);
  }

  /**
   * Goes on for another organisation, or as a consumer, in a new session that lasts no longer.
   * @throws AppError `session.missing` for API clients, `member.not-yours`
   */
  async function switchTo(orgId: string, { userId, sessionId }: Actor): Promise<OpenSession> {
    const session = sessionId === undefined ? undefined : await sessions.open(sessionId, now());
    if (!session) {
      const message = 'Only a browser has a session; ask for a token of that organisation.';
      throw new AppError('conflict', 'session.missing', message);
    }
    const actor = actorFor(userId, orgId, await membershipsOf(userId));
    if (!actor) throw notAMember();
    const opened = await open(actor, session.startedAt);
    await sessions.end(session.id);
    return opened;
  }

  return { begin, readSession, signOut, switchTo };
}
