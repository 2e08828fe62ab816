import type { GroupView } from '../../../features/orders/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { Signing } from '../../routes/canteen.schema.ts';

export interface ApprovalsProps {
  readonly orders: readonly GroupView[];
  readonly signing: readonly Signing[];
}

/** What waits for a signature: the sum, until when, the lines; then yes, or no with a reason. */
export default function Approvals({ orders, signing }: ApprovalsProps) {
  const { w } = useWords('canteen');
  return (
    <Main title={w.approvals.title} sub={w.approvals.sub}>
      {orders.length === 0 ? (
        <div class="card empty">
          <Empty text={w.approvals.empty} />
        </div>
      ) : (
        <div class="stack">
          {orders.map((order) => (
            <Waiting
              key={order.id}
              {...order}
              signing={signing.find(({ id }) => id === order.id)}
            />
          ))}
        </div>
      )}
    </Main>
  );
}

function Waiting({
  id,
  lines,
  totalFen,
  reservedUntil,
  signing,
}: GroupView & { signing: Signing | undefined }) {
  const { lang, w } = useWords('canteen');
  return (
    <section class="card stack" aria-labelledby={`sum-${id}`}>
      <h2 id={`sum-${id}`}>{yuan(totalFen)}</h2>
      {reservedUntil !== undefined && <p class="note pear">{w.approvals.until(reservedUntil)}</p>}
      {signing && <Signatures {...signing} />}
      <ul class="dots">
        {lines.map(({ no, name, spec, orderedUnits, lineFen, needOn }) => (
          <li key={no}>
            {name[lang]} {spec[lang]} {w.approvals.units(orderedUnits)} · {yuan(lineFen)} ·{' '}
            {w.sheet.comes(needOn)}
          </li>
        ))}
      </ul>
      <Form
        name={`sign-${id}`}
        draft={false}
        submit={w.approvals.sign}
        send={(_data, key) => api('POST', '/api/approvals/:id/sign', { params: { id }, key })}
        done={reload}
      />
      <details>
        <summary>{w.approvals.decline}</summary>
        <Form
          name={`decline-${id}`}
          draft={false}
          danger
          submit={w.approvals.decline}
          send={(data, key) =>
            api('POST', '/api/approvals/:id/decline', {
              params: { id },
              body: { reason: textOf(data, 'reason') },
              key,
            })
          }
          done={reload}
        >
          <Field name="reason" label={w.approvals.reason} required maxLength={200} />
        </Form>
      </details>
    </section>
  );
}

/** Whose signatures it waits for, and what it takes of budget and credit. */
function Signatures({ isOver, slots, limits }: Signing) {
  const { w } = useWords('canteen');
  const a = w.approvals;
  return (
    <>
      <p class="actions">
        {slots.map(({ role, isSigned }, place) => (
          <Tag key={`${role}${place}`} tone={isSigned ? 'quiet' : 'pear'}>
            {isSigned ? a.signed(a.roles[role]) : a.waits(a.roles[role])}
          </Tag>
        ))}
      </p>
      {isOver && <p class="note warn">{a.isOver}</p>}
      {limits.length > 0 && (
        <ul class="dots">
          {limits
            .filter(({ pool }) => pool !== 'window')
            .map(({ pool, period, limit, avail }) => (
              <li key={pool + period}>
                {pool === 'credit' ? a.credit : a.budget(period)} {a.left(yuan(avail), yuan(limit))}
              </li>
            ))}
        </ul>
      )}
    </>
  );
}

function reload(): void {
  location.reload();
}
