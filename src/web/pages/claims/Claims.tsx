import type { ClaimView } from '../../../features/claims/index.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { List } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { ClaimsPage } from '../../routes/claims.schema.ts';

const WAITING = ['draft', 'filed', 'sent_back', 'back', 'disputed'];

/** A buyer's own claims, a cooperative's inbox, the operator's disputes. */
export default function Claims({ claims, role }: ClaimsPage) {
  const { w, lang, link } = useWords('claims');
  const title =
    role === 'cooperative' ? w.list.inbox : role === 'operator' ? w.list.disputes : w.list.title;
  const isWaiting = ({ state }: ClaimView) => (WAITING.includes(state) ? 0 : 1);
  return (
    <Main title={title}>
      <List
        caption={title}
        rows={claims.toSorted((a, b) => isWaiting(a) - isWaiting(b))}
        rowKey={({ id }) => id}
        empty={
          <Empty text={w.list.empty}>
            <p class="sm">{w.list.emptyHint}</p>
          </Empty>
        }
        columns={[
          {
            head: w.list.no,
            phone: 'main',
            cell: (claim) => (
              <>
                {w.kinds[claim.kind]} · {claim.lines[0]?.name[lang]}
                <div class="sm num">{claim.no}</div>
              </>
            ),
          },
          { head: w.list.order, cell: ({ orderNo }) => <span class="num">{orderNo}</span> },
          {
            head: w.list.ask,
            align: 'right',
            phone: 'named',
            cell: ({ askFen }) => yuan(askFen),
          },
          {
            head: w.list.state,
            cell: (claim) => (
              <Tag tone={WAITING.includes(claim.state) ? 'pear' : undefined}>
                {w.states[claim.state]}
              </Tag>
            ),
          },
          {
            head: w.list.open,
            phone: 'side',
            cell: ({ id, no }) => (
              <a class="btn" href={link(`/claims/${id}`)} aria-label={`${w.list.open} ${no}`}>
                {w.list.open}
              </a>
            ),
          },
        ]}
      />
    </Main>
  );
}
