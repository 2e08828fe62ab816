import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { en } from '../../src/web/i18n/en/index.ts';
import { problemText } from '../../src/web/i18n/problems.ts';
import { zh } from '../../src/web/i18n/zh/index.ts';

const SRC = path.resolve(import.meta.dirname, '../../src');
/** Said to whoever starts the program, never to a reader of pages. */
const FOR_THE_CONSOLE = /^(config|server|engine|database|secrets)\./;

/** Codes as features write them: a kind, then the code. */
const CODE =
  /'(?:invalid|unauthenticated|forbidden|not-found|conflict|too-large|unsupported|reused-key|too-many|busy|full)',\s*'([a-z][\w-]*\.[a-z][\w-]*)'/g;

function codesInSource(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith('engine'),
  );
  const codes = files.flatMap((file) =>
    [...readFileSync(path.join(SRC, file), 'utf8').matchAll(CODE)].map(([, code = '']) => code),
  );
  return [...new Set(codes)].filter((code) => !FOR_THE_CONSOLE.test(code)).sort();
}

describe('words for problems', () => {
  it('exist for every code there is, in both languages', () => {
    const silent = codesInSource().filter(
      (code) => !(code in zh.problems.byCode) || !(code in en.problems.byCode),
    );
    expect(silent).to.deep.equal([]);
  });

  it('can be said whatever facts come', () => {
    const odd = [zh.problems, en.problems].flatMap((words) =>
      Object.keys(words.byCode)
        .map((code) => `${code}: ${problemText(words, { code, status: 409 })}`)
        .filter((said) => /undefined|NaN|null|\[object/.test(said)),
    );
    expect(odd).to.deep.equal([]);
  });

  it('fall back to what the kind of refusal means', () => {
    expect(problemText(zh.problems, { code: 'x.unknown', status: 429 })).to.include('频繁');
    expect(problemText(en.problems, { code: 'x.unknown', status: 418 })).to.include('our side');
  });
});
