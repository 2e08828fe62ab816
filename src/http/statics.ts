import express, { type Express } from 'express';

interface Folders {
  /** What the web build made, under hashed names. */
  readonly built: string;
  /** What needs no build. */
  readonly plain: string;
}

/** Hashed names never change what they mean: a year. Everything else is asked for again. */
export function serveStatics(app: Express, { built, plain }: Folders): void {
  const quiet = { index: false, redirect: false } as const;
  app.use('/web', express.static(built, { ...quiet, maxAge: '1y', immutable: true }));
  app.use(express.static(plain, { ...quiet, maxAge: '1h' }));
}
