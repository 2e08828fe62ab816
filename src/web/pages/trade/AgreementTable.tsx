import type { ComponentChildren } from 'preact';
import type { AgreementView } from '../../../features/prices/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { List } from '../../parts/List.tsx';
import { Tag } from '../../parts/Tag.tsx';

const TONES = {
  proposed: 'pear',
  agreed: undefined,
  declined: 'warn',
  withdrawn: 'quiet',
} as const;

interface Props {
  readonly agreements: readonly AgreementView[];
  /** From whose side it is looked at. */
  readonly side: 'coop' | 'canteen';
  readonly actions: (agreement: AgreementView) => ComponentChildren;
}

/** Contract prices: what was agreed with whom, for how long, and how it stands. */
export function AgreementTable({ agreements, side, actions }: Props) {
  const { lang, w } = useWords('trade');
  const a = w.agreements;
  return (
    <List
      caption={a.table}
      rows={agreements}
      rowKey={({ id }) => id}
      empty={<Empty text={a.empty} />}
      columns={[
        {
          head: a.goods,
          phone: 'main',
          cell: ({ goods, no }) => (
            <>
              {goods ? `${goods.name[lang]} ${goods.spec[lang]}` : a.goneOffer}
              <br />
              <small>
                {a.no} {no}
              </small>
            </>
          ),
        },
        {
          head: a.parties[side],
          phone: 'named',
          cell: ({ buyer, seller }) => (side === 'coop' ? buyer : seller)[lang],
        },
        { head: a.price, phone: 'named', cell: (each) => <AgreedPrice {...each} /> },
        {
          head: a.valid,
          phone: 'named',
          cell: ({ validFrom, validTo }) => a.period(validFrom, validTo),
        },
        {
          head: a.state,
          cell: (each) => (
            <>
              <Tag tone={TONES[each.state]}>{a.states[each.state]}</Tag>
              {each.why !== '' && <span class="sm"> {each.why}</span>}
              {actions(each)}
            </>
          ),
        },
      ]}
    />
  );
}

function AgreedPrice({ price, goods, rule, index }: AgreementView) {
  const { lang, w } = useWords('trade');
  const a = w.agreements;
  return (
    <>
      <strong class="num">{w.price(price, goods?.pack[lang] ?? '')}</strong> {a.rules[rule]}
      {index && (
        <>
          <br />
          <small>
            {a.formula(index.fen, index.permille, index.addFen)} ·{' '}
            {a.source(index.source, index.month)}
          </small>
        </>
      )}
    </>
  );
}
