import { freshKey, isUncertain, NETWORK_DOWN, type Problem, type Result } from './problem.ts';
import { shrink } from './shrink.ts';
import type { Uploaded, UploadKind } from './uploads.ts';

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
    if (!result.problem || !isUncertain(result.problem) || !navigator.onLine) break;
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
