import { printedCode } from '../../../shared/code.ts';
import { RECEIPT_REASONS } from '../../../shared/facts/receipt-reasons.ts';
import { day, kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import type { LedgerPage } from '../../routes/receiving.schema.ts';

type Row = LedgerPage['ledger']['rows'][number];

/** The book on A4, its head on every sheet, in the common order of its columns. */
export default function LedgerPrint({ ledger: { from, to, rows } }: LedgerPage) {
  const { w, lang, link } = useWords('receiving');
  const { columns: c } = w.ledger;
  return (
    <Main title={w.ledger.printTitle} sub={`${day(from, lang)} – ${day(to, lang)}`}>
      <p class="noprint">
        <a href={link(`/canteen/ledger?from=${from}&to=${to}`)}>{w.ledger.back}</a>
      </p>
      <div class="scroll-x" role="region" aria-label={w.ledger.printTitle} tabIndex={0}>
        <table class="book">
          <thead>
            <tr>
              {[c.on, c.name, c.ordered, c.came, c.taken, c.made, c.lot, c.supplier].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              {[c.papers, c.inspectors, c.result].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </Main>
  );
}

function Line({ row }: { row: Row }) {
  const { w, lang } = useWords('receiving');
  const reason = RECEIPT_REASONS.find(({ id }) => id === row.reason);
  return (
    <tr>
      <td>{row.on}</td>
      <th scope="row">
        {lang === 'zh' ? row.name : row.nameEn}
        <div class="sm">{lang === 'zh' ? row.spec : row.specEn}</div>
      </th>
      <td class="r num">{kilograms(row.orderedG)}</td>
      <td class="r num">{kilograms(row.deliveredG)}</td>
      <td class="r num">{kilograms(row.acceptedG)}</td>
      <td>{row.madeOn ?? ''}</td>
      <td class="num">{printedCode(row.lot)}</td>
      <td>
        {row.supplier}
        <div class="sm">{row.supplierContact}</div>
      </td>
      <td>
        {row.hasCertificate ? row.certificates.map(({ no }) => no).join(' ') : w.ledger.noPaper}
      </td>
      <td>{row.inspectors.join(' ')}</td>
      <td>
        {w.results[row.result]} {reason && (lang === 'zh' ? reason.zh : reason.en)}
        {row.notes.map(({ at, words, name }) => (
          <div key={at} class="sm">
            {w.ledger.note}: {words} ({name})
          </div>
        ))}
      </td>
    </tr>
  );
}
