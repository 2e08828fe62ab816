import type { StatementsView } from '../../../features/ledger/index.ts';
import { day, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { List, type Column } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { periodIn } from './parts.tsx';

type Balance = StatementsView['balances'][number];
type Row = StatementsView['statements'][number];

/** 对账单: who owes whom what by when, and every period's statement. */
export default function Statements({ side, balances, statements }: StatementsView) {
  const { w } = useWords('money');
  const base = side === 'payer' ? '/canteen' : '/coop';
  return (
    <Main
      title={w.statements.title}
      sub={side === 'payer' ? w.statements.sub : w.statements.subSeller}
    >
      <section class="stack" aria-labelledby="balances">
        <h2 id="balances">{w.statements.balances}</h2>
        <Balances rows={balances} base={base} />
      </section>
      <section class="stack" aria-labelledby="statements">
        <h2 id="statements">{w.statements.list}</h2>
        <Periods rows={statements} base={base} />
      </section>
    </Main>
  );
}

function Balances({ rows, base }: { rows: readonly Balance[]; base: string }) {
  const { w, lang, link } = useWords('money');
  const s = w.statements;
  const columns: Column<Balance>[] = [
    {
      head: s.partner,
      phone: 'main',
      cell: ({ partner }) => (
        <a href={link(`${base}/accounts/${partner.id}`)}>{partner.name[lang] || partner.name.zh}</a>
      ),
    },
    { head: s.owed, align: 'right', phone: 'named', cell: ({ folded }) => yuan(folded.owedFen) },
    { head: s.paid, align: 'right', phone: 'named', cell: ({ folded }) => yuan(folded.paidFen) },
    {
      head: s.nextDue,
      phone: 'named',
      cell: ({ folded }) => (folded.nextDueOn === null ? '' : day(folded.nextDueOn, lang)),
    },
    {
      head: s.overdue,
      align: 'right',
      phone: 'named',
      cell: ({ folded }) =>
        folded.overdueFen > 0 ? <Tag tone="warn">{yuan(folded.overdueFen)}</Tag> : yuan(0),
    },
    {
      head: s.ageing,
      cell: ({ folded: { ageing } }) => (
        <span class="sm">
          {s.ages(yuan(ageing[0] ?? 0), yuan(ageing[1] ?? 0), yuan(ageing[2] ?? 0))}
        </span>
      ),
    },
  ];
  return (
    <List
      caption={s.balances}
      columns={columns}
      rows={rows}
      rowKey={({ partner }) => partner.id}
      empty={<Empty text={s.empty} />}
    />
  );
}

function Periods({ rows, base }: { rows: readonly Row[]; base: string }) {
  const { w, lang, link } = useWords('money');
  const s = w.statements;
  const columns: Column<Row>[] = [
    {
      head: s.period,
      phone: 'main',
      cell: ({ id, period, v }) => (
        <>
          <a href={link(`${base}/statements/${id}`)}>{periodIn(s, period)}</a>{' '}
          {v > 1 && <span class="sm">{s.version(v)}</span>}
        </>
      ),
    },
    { head: s.partner, cell: ({ partner }) => partner.name[lang] || partner.name.zh },
    {
      head: s.state,
      cell: ({ state }) => <Tag tone={toneOf(state)}>{w.states[state]}</Tag>,
    },
    { head: s.lines, align: 'right', phone: 'hide', cell: ({ lines }) => lines },
    { head: s.total, align: 'right', phone: 'side', cell: ({ totalFen }) => yuan(totalFen) },
  ];
  return (
    <List
      caption={s.list}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<Empty text={s.emptyStatements} />}
    />
  );
}

function toneOf(state: Row['state']): 'pear' | 'warn' | 'quiet' | undefined {
  if (state === 'disputed' || state === 'withdrawn') return 'warn';
  if (state === 'confirmed') return 'quiet';
  return state === 'issued' ? 'pear' : undefined;
}
