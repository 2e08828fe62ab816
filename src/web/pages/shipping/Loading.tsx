import { printedCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { LoadingPage } from '../../routes/shipping.schema.ts';
import { Run } from './Deliveries.tsx';
import { Returns } from './Returns.tsx';
import { ScanCrate } from './ScanCrate.tsx';

type View = LoadingPage['delivery'];

const reload = () => {
  location.reload();
};

/** At the van: crates aboard, what is still open, then it leaves. */
export default function Loading({ delivery, returnable }: LoadingPage) {
  const { w, link } = useWords('shipping');
  const { id, state } = delivery;
  return (
    <Main
      title={w.loading.title(delivery.noteNo)}
      sub={delivery.to.name}
      actions={<Tag>{w.states[state]}</Tag>}
    >
      <p class="noprint">
        <a href={link(`/coop/orders/${delivery.orderId}`)}>{w.loading.back}</a>{' '}
        <a href={link(`/coop/deliveries/${id}/note`)}>{w.order.note}</a>
      </p>
      {state === 'loading' && <ScanCrate deliveryId={id} />}
      <Parts delivery={delivery} />
      <Crates delivery={delivery} />
      {state === 'loading' && <Pack delivery={delivery} />}
      {(state === 'packed' || state === 'dispatched') && (
        <section class="card stack">
          {state === 'packed' && <p>{w.loading.packed}</p>}
          <Run id={id} state={state} />
        </section>
      )}
      <Stayed delivery={delivery} />
      <Returns deliveryId={id} lines={delivery.lines} returnable={returnable} />
    </Main>
  );
}

function cratedG({ crates }: View, line: View['lines'][number]): number {
  return crates
    .filter((crate) => crate.line === line.line && crate.batchId === line.batchId)
    .reduce((sum, { g }) => sum + g, 0);
}

/** What is booked, and how much of it stands in crates. */
function Parts({ delivery }: { delivery: View }) {
  const { w, lang } = useWords('shipping');
  const canTakeOff = delivery.state === 'loading' || delivery.state === 'packed';
  return (
    <section class="card stack">
      {delivery.lines.map((line) => (
        <div key={line.hid} class="stack">
          <h2>
            {line.name[lang]} <span class="sm">{line.spec[lang]}</span>
          </h2>
          <p>
            <span class="num">{printedCode(line.batchId)}</span> · {w.loading.booked}{' '}
            <strong class="num">{kilograms(line.g)}</strong> · {w.loading.inCrates}{' '}
            <span class="num">{kilograms(cratedG(delivery, line))}</span>
          </p>
          {canTakeOff && (
            <Form
              name={`off-${line.hid}`}
              draft={false}
              submit={w.loading.partOff}
              send={(_data, key) =>
                api('POST', '/api/deliveries/:id/parts-off', {
                  ...{ params: { id: delivery.id }, body: { hid: line.hid }, key },
                })
              }
              done={reload}
            />
          )}
        </div>
      ))}
    </section>
  );
}

function Crates({ delivery: { id, crates, state, byCrate } }: { delivery: View }) {
  const { w } = useWords('shipping');
  if (!byCrate) return null;
  return (
    <section class="card stack">
      <h2>
        {w.loading.crates} · {crates.length}
      </h2>
      {crates.length === 0 && <p class="sm">{w.loading.noCrates}</p>}
      <ul class="stack">
        {crates.map(({ crate, batchId, g }) => (
          <li key={crate}>
            <span class="num">
              {printedCode(batchId)}
              {crate.slice(batchId.length)}
            </span>{' '}
            · <span class="num">{kilograms(g)}</span>
            {state === 'loading' && (
              <Form
                name={`crate-off-${crate}`}
                draft={false}
                submit={w.loading.off}
                send={(_data, key) =>
                  api('POST', '/api/deliveries/:id/crates-off', {
                    ...{ params: { id }, body: { crate }, key },
                  })
                }
                done={reload}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Crates and what is loose are what was booked: the note is made. */
function Pack({ delivery }: { delivery: View }) {
  const { w } = useWords('shipping');
  const restG = delivery.lines.reduce((sum, line) => sum + line.g, 0) - sumOf(delivery.crates);
  return (
    <Form
      name="pack-delivery"
      draft={false}
      submit={restG > 0 ? w.loading.packRest : w.loading.pack}
      send={(_data, key) =>
        api('POST', '/api/deliveries/:id/pack', { params: { id: delivery.id }, body: {}, key })
      }
      done={reload}
    >
      {restG > 0 && <p class="sm">{w.loading.restHint(kilograms(restG))}</p>}
    </Form>
  );
}

function sumOf(parts: readonly { readonly g: number }[]): number {
  return parts.reduce((sum, { g }) => sum + g, 0);
}

function Stayed({ delivery: { off, swaps } }: { delivery: View }) {
  const { w } = useWords('shipping');
  if (off.length + swaps.length === 0) return null;
  return (
    <section class="card stack">
      {off.length > 0 && (
        <p>
          {w.loading.stayed}: {off.map(({ why }) => w.why[why] ?? why).join(' · ')}
        </p>
      )}
      {swaps.map(({ crate, g, way }) => (
        <p key={crate}>
          {w.loading.swaps} <span class="num">{crate}</span> · {kilograms(g)} ·{' '}
          {way === 'in' ? w.loading.swapIn : w.loading.swapOut}
        </p>
      ))}
    </section>
  );
}
