import { hash as argon2, verify as argon2Verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/** argon2id, its default. OWASP's and `reliability.md` §3: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** More at once would starve files and images, which share the thread pool. */
const AT_ONCE = 4;

/** Hashes and checks passwords, at most four at a time; the rest wait their turn. */
export function createPasswords() {
  const inTurn = queue(AT_ONCE);
  let dummy: Promise<string> | undefined;

  function hash(password: string): Promise<string> {
    return inTurn(() => argon2(read(password), COST));
  }

  /**
   * Whether the password is right. Without a hash, because nobody has that login, it is wrong and
   * takes the same time to be.
   */
  async function verify(known: string | undefined, password: string): Promise<boolean> {
    const compared = known ?? (await (dummy ??= hash(randomBytes(16).toString('hex'))));
    const right = await inTurn(() => argon2Verify(compared, read(password)));
    return right && known !== undefined;
  }

  return { hash, verify };
}

/** Full-width digits and composed letters are the same password, whatever keyboard typed them. */
function read(password: string): string {
  return password.normalize('NFKC');
}

/** Lets `size` works run at a time, in the order they came. */
function queue(size: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < size) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve)); // takes over a place
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
