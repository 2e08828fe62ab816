import { printedCode } from '../../../shared/code.ts';
import { PAPER_KINDS } from '../../../shared/facts/papers.ts';
import { PLACES } from '../../../shared/facts/places.ts';
import { day, moment } from '../../format.ts';
import { useWords, type Lang } from '../../i18n/index.ts';
import { Lineage } from '../../parts/Lineage.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import type { OfficerResult } from '../../routes/officer.schema.ts';
import { Decide } from './Decide.tsx';
import { StopBatch } from './StopBatch.tsx';

const TONE = { true: 'good', pending: 'quiet', mismatch: 'bad' } as const;

/** The verdict with its reasons, the decisions so far, and the officer's own. */
export default function Result({ result, stops, lineage }: OfficerResult) {
  const { w, link } = useWords('officer');
  const { code, finding, checks, decisions } = result;
  return (
    <Main
      title={w.result.title(printedCode(code))}
      actions={
        <>
          <a class="btn" href={link(`/b/${code}`)}>
            {w.result.openPublic}
          </a>
          <a class="btn" href={link('/officer/check')}>
            {w.result.again}
          </a>
        </>
      }
    >
      <Verdict tone={TONE[finding]} title={w.names.findings[finding]} />
      <section class="card">
        <h2>{w.result.checks}</h2>
        <ul class="rows">
          {checks.map((check) => (
            <CheckRow key={check.id} {...check} />
          ))}
        </ul>
      </section>
      <Lineage {...lineage} path="/officer/check" />
      <Decide code={code} />
      <StopBatch code={code} stops={stops} />
      <section class="card">
        <h2>{w.decisions.title}</h2>
        {decisions.length === 0 && <p>{w.decisions.none}</p>}
        <ul class="rows">
          {decisions.map((decision) => (
            <DecisionRow key={decision.no} {...decision} />
          ))}
        </ul>
      </section>
    </Main>
  );
}

type ResultView = OfficerResult['result'];

function CheckRow({ id, outcome, facts }: ResultView['checks'][number]) {
  const { w, lang } = useWords('officer');
  const tone = outcome === 'bad' ? 'warn' : outcome === 'unknown' ? 'pear' : undefined;
  const why =
    id === 'photos' || id === 'test'
      ? countOf(id, facts['n'], w.result)
      : whyOf(facts, { w, lang });
  return (
    <li>
      <div>
        {w.names.checks[id]}
        {why !== '' && <p class="sm">{why}</p>}
      </div>
      <Tag tone={tone}>{w.names.outcomes[outcome]}</Tag>
    </li>
  );
}

type OfficerWords = ReturnType<typeof useWords<'officer'>>['w'];

function countOf(id: 'photos' | 'test', n: unknown, w: OfficerWords['result']): string {
  if (typeof n !== 'number') return '';
  return id === 'photos' ? w.photos(n) : w.tests(n);
}

interface Speaking {
  readonly w: OfficerWords;
  readonly lang: Lang;
}

/** The facts behind a check, in words. */
function whyOf(facts: ResultView['checks'][number]['facts'], { w, lang }: Speaking): string {
  const { on, county, missing, reasons } = facts;
  if (typeof on === 'string') return w.result.on(day(on, lang));
  if (typeof county === 'string') return w.result.county(placeName(county, lang));
  if (Array.isArray(reasons)) return w.result.reasons(reasons.join(' · '));
  if (!Array.isArray(missing) || missing.length === 0) return '';
  return w.result.missing(
    missing.map((kind) => missingName(String(kind), { w, lang })).join(' · '),
  );
}

function placeName(id: string, lang: Lang): string {
  const place = PLACES.find((one) => one.id === id);
  return (lang === 'zh' ? place?.nameZh : place?.nameEn) ?? id;
}

function missingName(kind: string, { w, lang }: Speaking): string {
  const paper = PAPER_KINDS.find(({ id }) => id === kind);
  const known = lang === 'zh' ? paper?.nameZh : paper?.nameEn;
  return known ?? w.names.missing[kind] ?? kind;
}

function DecisionRow({
  verdict,
  words,
  officerName,
  orgName,
  at,
}: ResultView['decisions'][number]) {
  const { w, lang } = useWords('officer');
  const tone = verdict === 'suspicious' ? 'warn' : verdict === 'return' ? 'pear' : undefined;
  return (
    <li>
      <div>
        {words}
        <p class="sm">{w.decisions.by(officerName, orgName, moment(at, lang))}</p>
      </div>
      <Tag tone={tone}>{w.names.verdicts[verdict]}</Tag>
    </li>
  );
}
