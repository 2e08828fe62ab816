import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import type { ProblemDocsProps } from '../../routes/docs.schema.ts';

export default function ProblemDocs({ code, known, zh, en }: ProblemDocsProps) {
  const { w, link } = useWords('docs');
  return (
    <Main title={w.problem.title(code)}>
      <div class="card stack">
        {!known && <p>{w.problem.unknown}</p>}
        <h2>{w.problem.meaning}</h2>
        <dl class="facts">
          <div>
            <dt>{w.problem.inChinese}</dt>
            <dd lang="zh-CN">{zh}</dd>
          </div>
          <div>
            <dt>{w.problem.inEnglish}</dt>
            <dd lang="en">{en}</dd>
          </div>
        </dl>
        <p class="sm">{w.problem.forPrograms}</p>
        <p>
          <a class="btn" href={link('/')}>
            {w.problem.home}
          </a>
        </p>
      </div>
    </Main>
  );
}
