import { printedCode } from '../../../shared/code.ts';
import { day, kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Filters, List, SearchBox, type Column } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { BatchesProps } from '../../routes/batches.schema.ts';
import { stateTone, verdictTone } from './batch-words.ts';

type Row = BatchesProps['batches'][number];
const CHIPS = ['all', 'draft', 'waiting', 'on_sale', 'sold_out', 'stopped', 'expired'] as const;

/** The cooperative's batches, newest first: what is left of each and what it still misses. */
export default function Batches({ batches, q, state }: BatchesProps) {
  const { w, link } = useWords('batches');
  const address = (chip: string) => {
    const query = new URLSearchParams({ ...(chip !== 'all' && { state: chip }), ...(q && { q }) });
    return link(`/coop/batches${query.size > 0 ? `?${query.toString()}` : ''}`);
  };
  return (
    <Main
      title={w.list.title}
      sub={w.list.sub}
      actions={
        <a class="btn primary" href={link('/coop/batches/new')}>
          {w.list.create}
        </a>
      }
    >
      <nav class="chips" aria-label={w.list.chips}>
        {CHIPS.map((chip) => (
          <a key={chip} href={address(chip)} aria-current={chip === state ? 'page' : undefined}>
            {w.states[chip]}
          </a>
        ))}
      </nav>
      <Filters>
        {state !== 'all' && <input type="hidden" name="state" value={state} />}
        <SearchBox label={w.list.search} value={q} placeholder={w.list.placeholder} />
      </Filters>
      <List
        caption={w.list.title}
        columns={useColumns()}
        rows={batches}
        rowKey={({ code }) => code}
        empty={<Empty text={w.list.empty} />}
      />
    </Main>
  );
}

function useColumns(): Column<Row>[] {
  const { w, lang, link } = useWords('batches');
  return [
    {
      head: w.list.code,
      phone: 'main',
      cell: ({ code, product }) => (
        <>
          <a href={link(`/coop/batches/${code}`)}>{product[lang]}</a>{' '}
          <span class="sm num">{printedCode(code)}</span>
        </>
      ),
    },
    { head: w.list.madeOn, phone: 'named', cell: ({ madeOn }) => day(madeOn, lang) },
    {
      head: w.list.left,
      align: 'right',
      phone: 'named',
      cell: ({ availG, grams }) => `${kilograms(availG)} / ${kilograms(grams)}`,
    },
    {
      head: w.list.papers,
      phone: 'named',
      cell: ({ readiness }) => `${readiness.done}/${readiness.of}`,
    },
    {
      head: w.list.state,
      phone: 'side',
      cell: ({ state, verdict }) => (
        <>
          <Tag tone={stateTone(state)}>{w.states[state]}</Tag>
          {verdict && (
            <Tag tone={verdictTone(verdict.verdict)}>{w.detail.officers[verdict.verdict]}</Tag>
          )}
        </>
      ),
    },
  ];
}
