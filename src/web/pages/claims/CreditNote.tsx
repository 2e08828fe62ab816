import type { ClaimView } from '../../../features/claims/index.ts';
import { moment, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';

/** 红字凭证: what was given back, and what it corrects; the corrected thing stays as it was. */
export default function CreditNote(claim: ClaimView) {
  const { w, lang, link } = useWords('claims');
  const decision = claim.decisions.at(-1);
  return (
    <Main title={w.creditNote.title(claim.creditNote ?? '')}>
      <p class="noprint">
        <a href={link(`/claims/${claim.id}`)}>{w.creditNote.back}</a>
      </p>
      <dl class="facts">
        <div>
          <dt>{w.creditNote.corrects}</dt>
          <dd class="num">{claim.orderNo}</dd>
        </div>
        <div>
          <dt>{w.creditNote.claim}</dt>
          <dd class="num">{claim.no}</dd>
        </div>
        <div>
          <dt>{w.creditNote.on}</dt>
          <dd>{claim.endedAt !== null && moment(claim.endedAt, lang)}</dd>
        </div>
        <div>
          <dt>{w.creditNote.reason}</dt>
          <dd>{w.kinds[claim.kind]}</dd>
        </div>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.creditNote.line}</th>
            <th scope="col" class="r">
              {w.creditNote.fen}
            </th>
          </tr>
        </thead>
        <tbody>
          {decision?.lines.map(({ no, fen }) => (
            <tr key={no}>
              <th scope="row">{claim.lines.find((line) => line.no === no)?.name[lang]}</th>
              <td class="r num">−{yuan(fen)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {w.creditNote.total} {w.creditNote.negative}
            </th>
            <td class="r num">−{yuan(decision?.fen ?? 0)}</td>
          </tr>
        </tfoot>
      </table>
    </Main>
  );
}
