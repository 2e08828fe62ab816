// Builds what browsers get: hashed files and meta.json in dist/browser (docs/decisions/0002).
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const out = 'dist/browser';
const metafile = path.join(root, out, 'meta.json');
const filesOf = (meta) => Object.keys(meta.outputs).map((file) => path.basename(file));
const before = existsSync(metafile) ? filesOf(JSON.parse(readFileSync(metafile, 'utf8'))) : [];

const sources = (folder, ending) =>
  readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith(ending) && path.basename(file) !== 'index.ts') // the server's list
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .sort();

const { metafile: meta } = await build({
  absWorkingDir: root,
  entryPoints: [
    'src/web/client/main.tsx',
    ...sources('src/web/pages', '.tsx'),
    ...sources('src/web/i18n/zh', '.ts'),
    ...sources('src/web/i18n/en', '.ts'),
    ...sources('src/web/css', '.css'),
  ],
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: 'es2018', // it cannot lower destructuring for the phones we serve, which do know big integers
  supported: { bigint: true },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outbase: 'src/web',
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  outdir: out,
  metafile: true,
});
writeFileSync(metafile, JSON.stringify(meta));

// A page rendered by the release before still asks for its files: keep those, drop older ones.
const keep = new Set([...before, ...filesOf(meta), 'meta.json']);
for (const file of readdirSync(path.join(root, out))) {
  if (!keep.has(file)) rmSync(path.join(root, out, file));
}
console.log(`${filesOf(meta).length} files for the browser in ${out}`);
