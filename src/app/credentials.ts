import type { Credentials } from '../http/actor.ts';
import type { Services } from './services.ts';

/** The ways in, as the services know them. */
export function credentialsOf({ accounts, world }: Services): Credentials {
  return {
    readToken: accounts.readToken,
    readSession: accounts.readSession,
    publicUrl: world.publicUrl,
  };
}
