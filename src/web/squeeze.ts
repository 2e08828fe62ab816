import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Req, Res } from './language.ts';

/** Quick rather than tight: this is done anew for every page. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Sends a page as small as this browser takes it. */
export function sendSqueezed(req: Req, res: Res, html: string): void {
  res.vary('Accept-Encoding').type('html');
  const encoding = req.acceptsEncodings(['br', 'gzip']);
  if (encoding === 'br') res.set('Content-Encoding', 'br').send(brotliCompressSync(html, QUICK));
  else if (encoding === 'gzip') res.set('Content-Encoding', 'gzip').send(gzipSync(html));
  else res.send(html);
}
