import type { ReceiptBody } from '../../features/receiving/index.ts';
import { api } from './api.ts';
import { isUncertain, type Problem } from './problem.ts';

/** A receipt made at a door without a network; its command key makes it once, however often it is sent. */
export interface Kept {
  readonly key: string;
  /** Whose it is: nobody else's session sends it. */
  readonly account: string;
  readonly deliveryId: string;
  readonly noteNo: string;
  readonly body: ReceiptBody;
  /** Photos that did not reach the server, by the place of their line. */
  readonly photos: readonly { readonly line: number; readonly file: Blob; readonly name: string }[];
  readonly madeAt: string;
  /** Why the server refused it; it stays until a person has read that. */
  readonly refused?: string;
}

const STORE = 'receipts';

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('outbox', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'key' });
  };
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('storage failed'));
    };
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open();
  try {
    return await done(act(db.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    db.close();
  }
}

/** Keeps a receipt on this phone; asks the browser not to clear it away. */
export async function keep(receipt: Kept): Promise<void> {
  await inStore('readwrite', (store) => store.put(receipt));
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  await storage?.persist?.().catch(() => false); // a wish: phones may still clear it
}

/** What this account has on this phone, the oldest first. */
export async function kept(account: string): Promise<Kept[]> {
  const all = (await inStore('readonly', (store) => store.getAll())) as Kept[]; // put by `keep` alone
  return all
    .filter((one) => one.account === account)
    .sort((a, b) => a.madeAt.localeCompare(b.madeAt));
}

export async function forget(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key));
}

/**
 * Sends what is kept, in order, each under its key, so twice is once. 2xx: gone. 401 and a network that
 * is still away: later. Another refusal: it stays, with the reason. Calls `changed` after each.
 */
export async function flush(account: string, changed: () => void): Promise<void> {
  for (const receipt of await kept(account)) {
    if (receipt.refused !== undefined) continue;
    const problem = await send(receipt);
    if (problem && (isUncertain(problem) || problem.status === 401 || problem.status === 429))
      return;
    if (problem) await keep({ ...receipt, refused: problem.code });
    else await forget(receipt.key);
    changed();
  }
}

async function send(receipt: Kept): Promise<Problem | undefined> {
  const { deliveryId, body, photos, key } = receipt;
  const lines = body.lines.map((line) => ({ ...line, photos: [...line.photos] }));
  for (const { line, file, name } of photos) {
    const { uploadFile } = await import('./upload.ts');
    const asFile = new File([file], name, { type: file.type });
    const sent = await uploadFile(asFile, { kind: 'photo', onProgress: () => undefined });
    if (sent.problem) return sent.problem;
    lines[line]?.photos.push(sent.value.id);
  }
  const parts = { params: { id: deliveryId }, body: { ...body, lines }, key };
  return (await api('POST', '/api/deliveries/:id/receipts', parts)).problem;
}
