import type { DeliveryView } from '../../../features/fulfilment/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { day, kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';

/** 送货单: what travels with the goods, with two lines for signatures. */
export default function Note(delivery: DeliveryView) {
  const { w, lang, link } = useWords('shipping');
  const { supplier, to, lines, plate, noteNo, orderNo, needOn, orderId } = delivery;
  const facts: readonly [string, string][] = [
    [
      w.note.seller,
      [supplier?.name, supplier?.address, supplier?.contact].filter(Boolean).join(' · '),
    ],
    [w.note.receiver, `${to.name} ${to.phone}`],
    [w.note.address, to.address],
    [w.note.order, orderNo],
    [w.note.day, day(needOn, lang)],
    [w.note.plate, plate],
  ];
  return (
    <Main title={w.note.title(noteNo)}>
      <p class="noprint">
        <a href={link(`/coop/orders/${orderId}`)}>{w.note.back}</a>
      </p>
      <dl class="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Goods lines={lines} />
      <div class="sign">
        <p>{w.note.signSeller}</p>
        <p>{w.note.signReceiver}</p>
      </div>
    </Main>
  );
}

/** The lots with their weights and codes. */
function Goods({ lines }: Pick<DeliveryView, 'lines'>) {
  const { w, lang } = useWords('shipping');
  const totalG = lines.reduce((sum, { g }) => sum + g, 0);
  return (
    <div class="scroll-x" role="region" aria-label={w.note.goods} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.note.goods}</th>
            <th scope="col">{w.note.lot}</th>
            <th scope="col">{w.note.made}</th>
            <th scope="col">{w.note.papers}</th>
            <th scope="col" class="r">
              {w.note.weight}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.hid}>
              <th scope="row">
                {line.name[lang]} <span class="sm">{line.spec[lang]}</span>
              </th>
              <td class="num">{printedCode(line.batchId)}</td>
              <td>
                {line.origin?.harvestedOn ?? line.origin?.producedOn ?? ''}
                {line.origin?.base && <div class="sm">{line.origin.base}</div>}
              </td>
              <td class="sm">{line.origin?.papers.map(({ no }) => no).join(' · ')}</td>
              <td class="r num">{kilograms(line.g)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {w.note.total}
            </th>
            <td class="r num">{kilograms(totalG)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
