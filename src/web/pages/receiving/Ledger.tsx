import { printedCode } from '../../../shared/code.ts';
import { day, kilograms } from '../../format.ts';
import { useWords, type Lang, type Words } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Filters, List, type Column } from '../../parts/List.tsx';
import { Island } from '../../parts/Island.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { LedgerPage } from '../../routes/receiving.schema.ts';
import Correct from './Correct.tsx';

type Row = LedgerPage['ledger']['rows'][number];

/** 采购台账: the book that inspectors ask for. */
export default function Ledger({ ledger, product, supplier, certificate }: LedgerPage) {
  const { w, link } = useWords('receiving');
  const { from, to, rows } = ledger;
  const asked = new URLSearchParams({ from, to, product, supplier, certificate }).toString();
  return (
    <Main
      title={w.ledger.title}
      sub={w.ledger.sub}
      actions={
        <>
          <a class="btn" href={link(`/canteen/ledger/print?${asked}`)}>
            {w.ledger.print}
          </a>
          <a class="btn" href={`/api/ledger.xlsx?${asked}`} download>
            {w.ledger.xlsx}
          </a>
          <a class="btn" href={`/api/ledger.csv?${asked}`} download>
            {w.ledger.csv}
          </a>
        </>
      }
    >
      <Filters action={link('/canteen/ledger')}>
        <label>
          {w.ledger.from}
          <input type="date" name="from" defaultValue={from} />
        </label>
        <label>
          {w.ledger.to}
          <input type="date" name="to" defaultValue={to} />
        </label>
        <Choice
          name="product"
          label={w.ledger.product}
          chosen={product}
          of={rows.map(({ productId, name }) => [productId, name])}
        />
        <Choice
          name="supplier"
          label={w.ledger.supplier}
          chosen={supplier}
          of={rows.map(({ sellerId, supplier: name }) => [sellerId, name])}
        />
        <label>
          {w.ledger.certificate}
          <select name="certificate">
            {(['', 'with', 'without'] as const).map((choice) => (
              <option key={choice} value={choice} selected={certificate === choice}>
                {w.ledger.certificates[choice || 'all']}
              </option>
            ))}
          </select>
        </label>
      </Filters>
      <Rows rows={rows} />
    </Main>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  readonly of: readonly (readonly [string, string])[];
}

function Choice({ name, label, chosen, of }: ChoiceProps) {
  const { w } = useWords('receiving');
  const options = [...new Map(of)];
  return (
    <label>
      {label}
      <select name={name}>
        <option value="" selected={chosen === ''}>
          {w.ledger.all}
        </option>
        {options.map(([id, words]) => (
          <option key={id} value={id} selected={chosen === id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { w, lang } = useWords('receiving');
  const columns = [...goodsColumns(w.ledger, lang), ...paperColumns(w)];
  return (
    <List
      caption={w.ledger.title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns}
      empty={
        <Empty text={w.ledger.empty}>
          <p class="sm">{w.ledger.emptyHint}</p>
        </Empty>
      }
    />
  );
}

type LedgerWords = Words<'receiving'>;

/** What came, and when. */
function goodsColumns(w: LedgerWords['ledger'], lang: Lang): Column<Row>[] {
  return [
    { head: w.on, cell: ({ on }) => day(on, lang) },
    {
      head: w.name,
      phone: 'main',
      cell: ({ name, nameEn, spec, specEn }) => (
        <>
          {lang === 'zh' ? name : nameEn} <span class="sm">{lang === 'zh' ? spec : specEn}</span>
        </>
      ),
    },
    {
      head: w.quantity,
      align: 'right',
      cell: ({ acceptedG, deliveredG }) => (
        <>
          {kilograms(acceptedG)}
          <div class="sm">{w.ofDelivered(kilograms(deliveredG))}</div>
        </>
      ),
    },
    {
      head: w.made,
      phone: 'named',
      cell: ({ madeOn }) => (madeOn ? day(madeOn, lang) : ''),
    },
    {
      head: w.lot,
      cell: ({ lot }) => (
        <a class="num" href={`/b/${lot}`}>
          {printedCode(lot)}
        </a>
      ),
    },
  ];
}

/** From whom, with which papers, and who looked. */
function paperColumns(w: LedgerWords): Column<Row>[] {
  return [
    {
      head: w.ledger.supplier,
      cell: ({ supplier, supplierContact }) => (
        <>
          {supplier}
          <div class="sm">{supplierContact}</div>
        </>
      ),
    },
    {
      head: w.ledger.papers,
      cell: ({ certificates, hasCertificate }) =>
        hasCertificate ? (
          <span class="sm">{certificates.map(({ no }) => no).join(' · ')}</span>
        ) : (
          <Tag tone="warn">{w.ledger.noPaper}</Tag>
        ),
    },
    {
      head: w.ledger.inspectors,
      phone: 'named',
      cell: ({ inspectors }) => inspectors.join(' · '),
    },
    {
      head: w.ledger.result,
      cell: ({ id, result, notes }) => (
        <>
          <Tag tone={result === 'accepted' ? undefined : 'warn'}>{w.results[result]}</Tag>
          {notes.map((note) => (
            <div key={note.at} class="sm">
              {w.ledger.note}: {note.words} ({note.name})
            </div>
          ))}
          <Island of="receiving/Correct" view={Correct} props={{ id }} />
        </>
      ),
    },
  ];
}
