import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { AppError } from '../shared/errors.ts';

interface UploadLimits {
  /** Where the bytes lie while they are looked at: on the disk where they will be stored. */
  readonly folder: string;
  readonly maxBytes: number;
}

/** A file as it came: nothing about it has been checked but its size. */
export interface Upload {
  /** A temporary file, gone when `handle` is done. Its name is ours: people's names are not used. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of what was sent, in hex. */
  readonly sha256: string;
}

/** Receives what an endpoint declares instead of a JSON body. */
export interface UploadReceiver<B> {
  readonly receive: (req: Request, res: Response) => Promise<Received<B>>;
}

interface Received<B> {
  readonly content: B;
  /** What of it makes a command the same command. */
  readonly hashed: unknown;
  /** Takes the temporary file away, whatever became of the request. */
  readonly done: () => Promise<void>;
}

/** `upload` of an endpoint: `multipart/form-data` with one file in the field `file`, to disk, within limits. */
export function fileUpload({ folder, maxBytes }: UploadLimits): UploadReceiver<Upload> {
  const receiveFile = multer({
    storage: multer.diskStorage({
      destination: folder,
      filename: (_req, _file, done) => {
        done(null, `${randomUUID()}.upload`);
      },
    }),
    defParamCharset: 'utf8', // file names are read as latin1 otherwise
    limits: {
      ...{ fileSize: maxBytes, files: 1, parts: 1, headerPairs: 8 },
      ...{ fields: 0, fieldNameSize: 40, fieldSize: 1_024 },
    },
  }).single('file');

  async function receive(req: Request, res: Response): Promise<Received<Upload>> {
    if (req.is('multipart/form-data') === false) {
      throw new AppError('unsupported', 'request.unsupported', 'Send multipart/form-data.');
    }
    await run(receiveFile, { req, res, maxBytes });
    const { file } = req;
    if (!file) throw new AppError('invalid', 'upload.file-missing', 'Send one file, as `file`.');

    const sha256 = await hashOf(file.path);
    const content = { path: file.path, bytes: file.size, sha256 };
    return { content, hashed: { sha256 }, done: () => rm(file.path, { force: true }) };
  }

  return { receive };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

interface Receiving {
  readonly req: Request;
  readonly res: Response;
  readonly maxBytes: number;
}

async function run(receiveFile: RequestHandler, { req, res, maxBytes }: Receiving): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    receiveFile(req, res, (error?: unknown) => {
      if (error instanceof Error) reject(refusalOf(error, maxBytes));
      else resolve();
    });
  });
}

/** multer tears a request apart in its own words; here they become ours. */
function refusalOf(error: Error, maxBytes: number): Error {
  if ('code' in error && error.code === 'ENOSPC') {
    return new AppError('full', 'storage.full', 'There is no room for this file.', {
      cause: error,
    });
  }
  if (error instanceof MulterError) return limitExceeded(error, maxBytes);
  // Busboy: a cut or malformed body, a missing boundary.
  const isTorn = /multipart|boundary|unexpected end|malformed|aborted/i.test(error.message);
  return isTorn
    ? new AppError('invalid', 'upload.unreadable', 'This upload is broken.', { cause: error })
    : error;
}

function limitExceeded(error: MulterError, maxBytes: number): AppError {
  const { code } = error;
  if (code === 'LIMIT_FILE_SIZE') {
    const message = `At most ${maxBytes} bytes.`;
    const facts = { maxBytes };
    return new AppError('too-large', 'upload.too-large', message, { facts, cause: error });
  }
  return new AppError('invalid', 'upload.one-file-only', 'Send one file, as `file`.', {
    cause: error,
  });
}
