import express, { type Express, type RequestHandler } from 'express';

interface Folders {
  /** What the web build made, under hashed names, each file also as `.br` and `.gz`. */
  readonly built: string;
  /** What needs no build. */
  readonly plain: string;
}

const QUIET = { index: false, redirect: false } as const;
const SQUEEZED = { br: '.br', gzip: '.gz' } as const;

/** Hashed names never change what they mean: a year. Everything else is asked for again. */
export function serveStatics(app: Express, { built, plain }: Folders): void {
  const forYears = { ...QUIET, maxAge: '1y', immutable: true };
  app.use('/web', squeezed, express.static(built, { ...forYears, setHeaders: asUnsqueezed }));
  app.use(express.static(plain, { ...QUIET, maxAge: '1h' }));
}

/** Leads to the squeezed twin of a script or style sheet, where the browser takes it. */
const squeezed: RequestHandler = (req, res, next) => {
  res.vary('Accept-Encoding');
  const encoding = req.acceptsEncodings(['br', 'gzip']);
  if (/\.(js|css)$/.test(req.path) && (encoding === 'br' || encoding === 'gzip')) {
    req.url = req.path + SQUEEZED[encoding];
  }
  next();
};

/** The twin is still a script or a style sheet, only squeezed. */
function asUnsqueezed(res: SetsHeaders, file: string): void {
  const ending = /\.(js|css)\.(br|gz)$/.exec(file);
  if (!ending) return;
  res.setHeader('Content-Encoding', ending[2] === 'br' ? 'br' : 'gzip');
  const type = ending[1] === 'js' ? 'text/javascript' : 'text/css';
  res.setHeader('Content-Type', `${type}; charset=utf-8`);
}

interface SetsHeaders {
  setHeader: (name: string, value: string) => unknown;
}
