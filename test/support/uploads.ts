import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { newCommandKey } from '../../src/http/command.ts';
import type { TestApp } from './app.ts';

interface Sent {
  readonly as?: string | undefined;
  readonly name?: string;
  readonly type?: string;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

/** Sends bytes as a browser sends a chosen file. */
export async function upload(
  { client }: Pick<TestApp, 'client'>,
  path: string,
  bytes: Uint8Array,
  sent: Sent = {},
) {
  const {
    as = 'cooperative',
    name = 'photo.jpg',
    type = 'image/jpeg',
    key = newCommandKey(),
    headers,
  } = sent;
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)], { type }), name);
  const response = await fetch(client.origin + path, {
    method: 'POST',
    headers: {
      'idempotency-key': key,
      ...(as !== '' && { authorization: `Bearer ${as}` }),
      ...headers,
    },
    body: form,
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** The id of a photo that was just uploaded. */
export async function aPhotoId(app: TestApp, bytes: Uint8Array, as: string): Promise<string> {
  const { status, body } = await upload(app, '/api/photos', bytes, { as });
  if (status !== 200) throw new Error(`photo refused: ${JSON.stringify(body)}`);
  return body['id'] as string;
}

/** The id of a paper's scan that was just uploaded. */
export async function aScanId(app: TestApp, bytes: Uint8Array, as: string): Promise<string> {
  const { status, body } = await upload(app, '/api/scans', bytes, { as });
  if (status !== 200) throw new Error(`scan refused: ${JSON.stringify(body)}`);
  return body['id'] as string;
}

/** Every file in the folder of uploads, temporary ones included. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
