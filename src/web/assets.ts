import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly entryPoint?: string; readonly imports: readonly { path: string; kind: string }[] }
    >
  >;
}

const ROOT = path.resolve(import.meta.dirname, '../..'); // of src/web and of dist/web alike

/** Where the web build puts its files, and where those are that need no build. */
export const STATIC_FOLDERS = {
  built: path.join(ROOT, 'dist/browser'),
  plain: path.join(ROOT, 'public'),
};

/** Source file → address of its hashed build, and what the browser must fetch with it. */
function readAssets() {
  const { outputs } = readMetafile();
  const built = new Map(
    Object.entries(outputs).flatMap(([file, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[entryPoint, file] as const],
    ),
  );
  const addressOf = (file: string) => `/web/${path.basename(file)}`;
  const texts = new Map<string, string>();

  function fileOf(source: string): string {
    const file = built.get(source);
    if (file === undefined) throw new Error(`${source} is not built: run npm run build:web`);
    return file;
  }

  function withImports(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { path: next, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement') withImports(next, seen);
    }
    return seen;
  }

  function text(source: string): string {
    const known = texts.get(source) ?? readFileSync(path.join(ROOT, fileOf(source)), 'utf8').trim();
    texts.set(source, known);
    return known;
  }

  return {
    url: (source: string) => addressOf(fileOf(source)),
    /** Every chunk these need, so that the browser asks for all at once: no import waterfall. */
    preload: (sources: readonly string[]) => [
      ...new Set(
        sources.flatMap((source) => [...withImports(fileOf(source))]).map((f) => addressOf(f)),
      ),
    ],
    text,
  };
}

function readMetafile(): Metafile {
  const file = path.join(STATIC_FOLDERS.built, 'meta.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Metafile;
  } catch (cause) {
    throw new Error('The pages are not built: run npm run build:web', { cause });
  }
}

type Assets = ReturnType<typeof readAssets>;
let read: Assets | undefined;

/**
 * The files of the web build; read once, at the start or with the first page.
 * @throws Error saying that the web build must run
 */
export function assets(): Assets {
  return (read ??= readAssets());
}
