import type { MakingView } from '../../../features/making/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { dayAndWeekday, kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { List } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { NewWork, type WorkLot, type WorkProduct } from './NewWork.tsx';

export interface WorksProps {
  readonly works: readonly MakingView[];
  readonly lots: readonly WorkLot[];
  readonly products: readonly WorkProduct[];
}

/** What the cooperative made of its lots 加工分装, and the sheet for the next one. */
export default function Works({ works, lots, products }: WorksProps) {
  const { w, lang, link } = useWords('work');
  const { list } = w;
  return (
    <Main title={list.title} sub={list.sub}>
      <NewWork lots={lots} products={products} />
      <List<MakingView>
        caption={list.title}
        rows={works}
        rowKey={({ id }) => id}
        empty={<Empty text={list.empty} />}
        columns={[
          { head: list.kind, phone: 'main', cell: ({ kind }) => list.kinds[kind] },
          {
            head: list.on,
            phone: 'named',
            cell: ({ producedOn }) => dayAndWeekday(producedOn, lang),
          },
          {
            head: list.inputs,
            phone: 'named',
            cell: ({ inputs }) => <Lots lots={inputs.map(({ batchId, g }) => [batchId, g])} />,
          },
          {
            head: list.outputs,
            phone: 'named',
            cell: ({ outputs }) => <Lots lots={outputs.map(({ code, g }) => [code, g])} />,
          },
          {
            head: list.waste,
            align: 'right',
            phone: 'named',
            cell: ({ wasteG }) => kilograms(wasteG),
          },
          {
            head: list.state,
            phone: 'side',
            cell: ({ state }) => (
              <Tag tone={state === 'made' ? undefined : 'pear'}>{list.states[state]}</Tag>
            ),
          },
        ]}
      />
    </Main>
  );

  function Lots({ lots: shown }: { readonly lots: readonly (readonly [string, number])[] }) {
    return (
      <>
        {shown.map(([code, g]) => (
          <div key={code}>
            <a href={link(`/coop/batches/${code}`)}>{printedCode(code)}</a> {kilograms(g)}
          </div>
        ))}
      </>
    );
  }
}
