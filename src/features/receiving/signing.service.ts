import type { Actor } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';
import type { People } from './ports.ts';
import { signedState, type Receipt, type Sign } from './receipt.ts';
import type { ReceiptStore } from './receipt.store.ts';

interface Deps {
  receipts: Pick<ReceiptStore, 'sign'>;
  people: Pick<People, 'inspector'>;
  get: (id: string) => Promise<Receipt>;
  advance: (id: string) => Promise<unknown>;
  now: () => Date;
}

const TRIES = 5;

/** R2: people sign, each once; the last signature wanted makes the receipt count. */
export function createSigning({ receipts, people, get, advance, now }: Deps) {
  /** On the own device. Safe to repeat. @throws AppError `receipt.not-found` */
  function sign(id: string, name: string, actor: Actor): Promise<Receipt> {
    return add(id, { userId: actor.userId, name, via: 'session' });
  }

  /**
   * The second inspector on the first one's device: login name and password, for this one signature.
   * @throws AppError `receipt.wrong-inspector`, `receipt.same-person`
   */
  async function signWithPassword(
    id: string,
    { name, login, password }: { name: string; login: string; password: string },
  ): Promise<Receipt> {
    const { buyerId } = await get(id);
    const inspector = await people.inspector(buyerId, { login, password });
    if (!inspector) {
      const message = 'This is no receiver of this canteen, or the password is wrong.';
      throw new AppError('forbidden', 'receipt.wrong-inspector', message);
    }
    return add(id, { userId: inspector.userId, name, via: 'password' });
  }

  async function add(id: string, signer: Omit<Sign, 'at'>): Promise<Receipt> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const receipt = await get(id);
      if (receipt.state !== 'stored' && receipt.state !== 'signed_once') return receipt;
      if (receipt.signs.some(({ userId }) => userId === signer.userId)) throw samePerson();
      const state = signedState(receipt.signs.length + 1, receipt.needs);
      if (state === 'stored') throw new RangeError('a signature is one');
      if (await receipts.sign(receipt, { ...signer, at: now() }, state)) {
        await advance(id);
        return get(id);
      }
    }
    throw new AppError('busy', 'receipt.busy', 'Others are signing. Please try again.');
  }

  return { sign, signWithPassword };
}

function samePerson(): AppError {
  return new AppError('conflict', 'receipt.same-person', 'The second inspector is somebody else.');
}
