// Builds what browsers get: hashed files and meta.json in dist/browser (docs/decisions/0002).
import { build } from 'esbuild';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '..');
const out = 'dist/browser';
const metafile = path.join(root, out, 'meta.json');
const filesOf = (meta) => Object.keys(meta.outputs).map((file) => path.basename(file));
const before = existsSync(metafile) ? filesOf(JSON.parse(readFileSync(metafile, 'utf8'))) : [];

// What nearly every page uses lies in one file instead of a dozen, and so does what every form
// uses, and what is done with a claim: fewer requests, fewer bytes.
const inRoot = (files) => files.map((file) => path.join(root, 'src/web', file));
const KITS = {
  page: inRoot([
    'parts/Blossom.tsx',
    'parts/Empty.tsx',
    'parts/List.tsx',
    'parts/Main.tsx',
    'client/api.ts',
    'client/problem.ts',
    'client/problem-words.ts',
  ]),
  form: inRoot(['parts/Field.tsx', 'parts/Form.tsx', 'parts/form-state.ts', 'client/draft.ts']),
  claim: inRoot(['Acts.tsx', 'Answer.tsx', 'Decide.tsx', 'act.ts'].map((f) => `pages/claims/${f}`)),
};

const kits = {
  name: 'kits',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.?\/.*\.tsx?$/ }, ({ path: file, resolveDir, importer }) => {
      const wanted = path.join(resolveDir, file);
      const kit = Object.keys(KITS).find((name) => KITS[name].includes(wanted));
      const isInside = kit && KITS[kit].includes(importer);
      return kit && !isInside ? { path: kit, namespace: 'kit' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'kit' }, ({ path: kit }) => ({
      contents: KITS[kit].map((file) => `export * from ${JSON.stringify(file)};`).join('\n'),
      resolveDir: root,
    }));
  },
};

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
  plugins: [kits],
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

// Squeezed once, here: browsers get `.br` where they can (`http/statics.ts`).
for (const file of Object.keys(meta.outputs)) {
  const text = readFileSync(path.join(root, file));
  writeFileSync(path.join(root, `${file}.br`), brotliCompressSync(text));
  writeFileSync(path.join(root, `${file}.gz`), gzipSync(text, { level: 9 }));
}

// A page rendered by the release before still asks for its files: keep those, drop older ones.
const keep = new Set([...before, ...filesOf(meta), 'meta.json']);
for (const file of readdirSync(path.join(root, out))) {
  if (!keep.has(file.replace(/\.(br|gz)$/, ''))) rmSync(path.join(root, out, file));
}
console.log(`${filesOf(meta).length} files for the browser in ${out}`);
