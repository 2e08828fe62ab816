import type { DeliveryView } from '../../../features/fulfilment/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { day, kilograms, moment, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';

/** 送货单: what travels with the goods, with two lines for signatures. */
export default function Note(delivery: DeliveryView) {
  const { w, lang, link } = useWords('shipping');
  const { supplier, to, plate, noteNo, orderNo, needOn, orderId, departedAt } = delivery;
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
    [w.note.driver, `${delivery.driver} ${delivery.driverPhone}`.trim()],
    [w.note.departed, departedAt === null ? '' : moment(departedAt, lang)],
    [w.note.temperature, temperatureWords(delivery, w.note.temp)],
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
      <Goods delivery={delivery} />
      <Crates delivery={delivery} />
      <div class="sign">
        <p>{w.note.signSeller}</p>
        <p>{w.note.signReceiver}</p>
      </div>
    </Main>
  );
}

/** The lots with their weights and codes. */
function Goods({ delivery: { lines } }: { delivery: DeliveryView }) {
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
              {w.note.price}
            </th>
            <th scope="col" class="r">
              {w.note.orderedWeighed}
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
              <td class="r num">
                <PriceOf line={line} />
              </td>
              <td class="r num">
                <span class="sm">{kilograms(line.orderedG)}</span> / {kilograms(line.g)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={5}>
              {w.note.total}
            </th>
            <td class="r num">{kilograms(totalG)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function temperatureWords(
  { departureC10, arrivalC10 }: DeliveryView,
  words: (from: string, to: string) => string,
): string {
  if (departureC10 === null && arrivalC10 === null) return '';
  const degrees = (c10: number | null) => (c10 === null ? '–' : `${c10 / 10} ℃`);
  return words(degrees(departureC10), degrees(arrivalC10));
}

/** The unit price as agreed, with the number of its contract. */
function PriceOf({ line: { price, agreementNo } }: { line: DeliveryView['lines'][number] }) {
  const { w } = useWords('shipping');
  const { fen, perG } = price;
  const per =
    perG === undefined
      ? w.note.perUnit(yuan(fen))
      : perG === 500
        ? w.note.perJin(yuan(fen))
        : w.note.perKg(yuan(Math.round((fen * 1_000) / perG)));
  return (
    <>
      {per}
      {agreementNo !== null && <div class="sm">{w.note.contract(agreementNo)}</div>}
    </>
  );
}

/** Every crate by its number, and what travels without one. */
function Crates({ delivery: { crates, loose } }: { delivery: DeliveryView }) {
  const { w } = useWords('shipping');
  if (crates.length === 0) return null;
  return (
    <section>
      <h2>
        {w.note.crates} · {crates.length}
      </h2>
      <ul class="note-crates">
        {crates.map(({ crate, batchId, g }) => (
          <li key={crate} class="num">
            {printedCode(batchId)}
            {crate.slice(batchId.length)} · {kilograms(g)}
          </li>
        ))}
        {loose.map(({ line, batchId, g }) => (
          <li key={`${line}-${batchId}`} class="num">
            {printedCode(batchId)} {w.note.loose} · {kilograms(g)}
          </li>
        ))}
      </ul>
    </section>
  );
}
