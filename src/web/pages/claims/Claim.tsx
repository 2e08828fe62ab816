import type { ClaimView } from '../../../features/claims/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { kilograms, moment, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { ClaimPage } from '../../routes/claims.schema.ts';
import { Acts } from './Acts.tsx';

/** One claim: what is asked, what was decided, what comes next. */
export default function Claim({ claim, role }: ClaimPage) {
  const { w, lang, link } = useWords('claims');
  return (
    <Main
      title={w.one.title(claim.no)}
      sub={w.kinds[claim.kind]}
      actions={<Tag>{w.states[claim.state]}</Tag>}
    >
      <section class="card stack">
        <p>
          {w.one.order} <span class="num">{claim.orderNo}</span> ·{' '}
          <span class="sm">{moment(claim.at, lang)}</span>
          {claim.against === 'carrier' && <Tag tone="warn">{w.one.carrier}</Tag>}
          {claim.hidden && <Tag tone="quiet">{w.one.hidden}</Tag>}
        </p>
        {claim.words !== '' && <p>{claim.words}</p>}
        {claim.held && <p class="note warn">{w.one.held}</p>}
        <ul class="stack">
          {claim.lines.map((line) => (
            <li key={`${line.no}-${line.batchId ?? ''}`}>
              {line.name[lang]} <span class="sm">{line.spec[lang]}</span>
              {line.batchId !== null && (
                <span class="num"> {printedCode(line.batchId)}</span>
              )} · <span class="num">{kilograms(line.g)}</span>
              {line.askFen > 0 && ` · ${w.one.ask} ${yuan(line.askFen)}`}
            </li>
          ))}
        </ul>
        <Photos claim={claim} />
        <Way claim={claim} />
        {claim.creditNote !== null && (
          <p>
            <a href={link(`/claims/${claim.id}/credit-note`)}>
              {w.one.note} {claim.creditNote}
            </a>
          </p>
        )}
      </section>
      <Decisions claim={claim} />
      <Acts claim={claim} role={role} />
    </Main>
  );
}

function Photos({ claim: { photos } }: { claim: ClaimView }) {
  const { w } = useWords('claims');
  if (photos.length === 0) return null;
  return (
    <p class="actions">
      {photos.map((id, place) => (
        <a key={id} href={`/files/${id}`}>
          {w.one.photos} {place + 1}
        </a>
      ))}
    </p>
  );
}

/** What happened to the goods since. */
function Way({ claim: { sentBack, arrivedAt, back, disputed, answer } }: { claim: ClaimView }) {
  const { w, lang } = useWords('claims');
  return (
    <>
      {sentBack && (
        <p class="sm">
          {w.one.sentBack} {sentBack.carrier} <span class="num">{sentBack.waybillNo}</span>
        </p>
      )}
      {arrivedAt !== null && (
        <p class="sm">
          {w.one.arrived} {moment(arrivedAt, lang)}
        </p>
      )}
      {back && <p class="sm">{back.intact ? w.one.intact : w.one.notIntact}</p>}
      {disputed && (
        <p>
          {w.one.disputed}: {disputed.words}
        </p>
      )}
      {answer && (
        <p>
          {w.one.answered(
            kilograms(answer.usedG),
            kilograms(answer.onHandG),
            kilograms(answer.destroyedG),
          )}{' '}
          · {answer.pays ? w.one.pays : w.one.paysNot}
        </p>
      )}
    </>
  );
}

function Decisions({ claim: { decisions } }: { claim: ClaimView }) {
  const { w, lang } = useWords('claims');
  if (decisions.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{w.one.decisions}</h2>
      <ul class="stack">
        {decisions.map((decision) => (
          <li key={decision.n}>
            {w.one.by[decision.role] ?? decision.role} · {w.one.outcome[decision.outcome]}
            {decision.fen > 0 && ` ${yuan(decision.fen)}`}{' '}
            <span class="sm">{moment(decision.at, lang)}</span>
            {decision.words !== '' && <p>{decision.words}</p>}
            {decision.refused && (
              <p class="note warn">{w.one.refused(yuan(decision.refused.creditableFen))}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
