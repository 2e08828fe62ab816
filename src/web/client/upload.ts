import { freshKey, isUncertain, NETWORK_DOWN, type Problem, type Result } from './problem.ts';
import { shrink } from './shrink.ts';

export type UploadKind = 'photo' | 'paper';

/** What the server says of a stored file. */
export interface Uploaded {
  readonly id: string;
  /** Of photos only. */
  readonly thumb?: string;
}

interface Sending {
  readonly kind: UploadKind;
  readonly onProgress: (share: number) => void;
}

const WAITS_MS = [1_000, 2_000, 4_000];

/**
 * Sends one file, photos shrunk first. Where nobody knows whether it arrived it goes again, three
 * times, under the same key: the same bytes are the same file.
 */
export async function uploadFile(
  file: File,
  { kind, onProgress }: Sending,
): Promise<Result<Uploaded>> {
  const { blob, name, capturedOn } =
    kind === 'photo' ? await shrink(file) : { blob: file, name: file.name, capturedOn: undefined };
  const query = capturedOn === undefined ? '' : `?capturedOn=${capturedOn}`;
  const address = kind === 'photo' ? `/api/photos${query}` : '/api/scans';
  const key = freshKey();
  let result = await post(address, { blob, name, key, onProgress });
  for (const waitMs of WAITS_MS) {
    if (!result.problem || !isUncertain(result.problem)) break;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    result = await post(address, { blob, name, key, onProgress });
  }
  return result;
}

interface Post {
  readonly blob: Blob;
  readonly name: string;
  readonly key: string;
  readonly onProgress: (share: number) => void;
}

/** `fetch` knows no progress of what it sends. */
function post(address: string, { blob, name, key, onProgress }: Post): Promise<Result<Uploaded>> {
  return new Promise((resolve) => {
    const form = new FormData();
    form.append('file', blob, name);
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('idempotency-key', key);
    request.timeout = 120_000;
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    };
    request.onload = () => {
      resolve(resultOf(request));
    };
    request.onerror =
      request.ontimeout =
      request.onabort =
        () => {
          resolve({ problem: NETWORK_DOWN });
        };
    request.send(form);
  });
}

function resultOf({ status, responseText }: XMLHttpRequest): Result<Uploaded> {
  try {
    const body = JSON.parse(responseText) as unknown;
    if (status === 200) return { value: body as Uploaded };
    return { problem: body as Problem };
  } catch {
    return { problem: { status, code: 'server.failed' } }; // a proxy answered in our place
  }
}

/** Tells the same file from another, cheaply where the page may not hash (no TLS). */
export async function fingerprint(file: File): Promise<string> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (!subtle) return `${file.name}:${file.size}:${file.lastModified}`;
  const hash = new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The uploads of this page by the name of their field: what is done, and what is on its way. */
const fields = new Map<
  string,
  { ids: readonly (string | undefined)[]; running: Promise<unknown> }
>();

export function setUploads(
  name: string,
  ids: readonly (string | undefined)[],
  running: Promise<unknown>,
): void {
  fields.set(name, { ids, running });
}

/**
 * The ids of what was chosen in a field, once everything has arrived: a form may be sent before.
 * undefined where something did not arrive: its field says so, and has a button to try again.
 */
export async function uploaded(name: string): Promise<string[] | undefined> {
  let field = fields.get(name);
  let before;
  while (field && field !== before) {
    before = field;
    await field.running;
    field = fields.get(name);
  }
  const ids = field?.ids ?? [];
  return ids.includes(undefined) ? undefined : ids.filter((id) => id !== undefined);
}
