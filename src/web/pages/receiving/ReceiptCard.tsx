import type { DeliveryView } from '../../../features/fulfilment/index.ts';
import type { ReceiptView } from '../../../features/receiving/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { RECEIPT_REASONS } from '../../../shared/facts/receipt-reasons.ts';
import { kilograms, moment, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Tag } from '../../parts/Tag.tsx';
import { SecondSign } from './SecondSign.tsx';

interface Props {
  readonly receipt: ReceiptView;
  readonly delivery: DeliveryView;
}

/** A receipt: what was accepted, who signed, what it costs. */
export function ReceiptCard({ receipt, delivery }: Props) {
  const { w, lang, link } = useWords('receiving');
  const { state, billed, signs } = receipt;
  const billedG = billed.reduce((sum, line) => sum + line.billedG, 0);
  const fen = billed.reduce((sum, line) => sum + line.fen, 0);
  return (
    <section class="card stack">
      <h2>{w.receipt.title(receipt.grnNo)}</h2>
      <p role="status">
        <Tag tone={state === 'final' ? undefined : 'pear'}>{w.states[state]}</Tag>
      </p>
      {state === 'conflicting' && <p class="note warn">{w.receipt.evidence}</p>}
      {state === 'final' && (
        <p>
          <strong>{w.receipt.billed(kilograms(billedG))}</strong> · {w.receipt.total}{' '}
          <span class="num">{yuan(fen)}</span>
        </p>
      )}
      <ul class="stack">
        {receipt.lines.map((line) => (
          <Line key={`${line.no}-${line.batchId}`} line={line} delivery={delivery} />
        ))}
      </ul>
      <Said receipt={receipt} />
      <h3>{w.receipt.signs}</h3>
      <ul>
        {signs.map(({ name, at }) => (
          <li key={at}>
            {name} <span class="sm">{moment(at, lang)}</span>
          </li>
        ))}
      </ul>
      {(state === 'stored' || state === 'signed_once') && <SecondSign receiptId={receipt.id} />}
      {state === 'final' && (
        <p>
          <a href={link('/canteen/ledger')}>{w.receipt.ledger}</a>{' '}
          <a class="noprint" href={link(`/claims/new/${receipt.orderId}`)}>
            {w.receipt.claim}
          </a>
        </p>
      )}
    </section>
  );
}

interface LineProps {
  readonly line: ReceiptView['lines'][number];
  readonly delivery: DeliveryView;
}

function Line({ line, delivery }: LineProps) {
  const { w, lang } = useWords('receiving');
  const name = delivery.lines.find((one) => one.line === line.no)?.name[lang] ?? '';
  const reason = RECEIPT_REASONS.find(({ id }) => id === line.reason);
  return (
    <li>
      <p>
        <strong>{name}</strong> <span class="num">{printedCode(line.batchId)}</span>{' '}
        <Tag tone={line.result === 'accepted' ? undefined : 'warn'}>{w.results[line.result]}</Tag>
      </p>
      <p class="sm">
        {w.receipt.accepted} {kilograms(line.acceptedG)}
        {line.rejectedG > 0 && ` · ${w.receipt.rejected} ${kilograms(line.rejectedG)}`}
        {reason && ` (${lang === 'zh' ? reason.zh : reason.en})`}
        {line.overG > 0 && ` · ${w.receipt.over} ${kilograms(line.overG)}`}
        {line.shortageG > 0 && ` · ${w.receipt.short} ${kilograms(line.shortageG)}`}
      </p>
      {line.shortageG > 0 && <p class="sm">{w.receipt.shortage}</p>}
    </li>
  );
}

/** Recalled goods, the driver's word, how old the phone's list was. */
function Said({ receipt }: Pick<Props, 'receipt'>) {
  const { w, lang, link } = useWords('receiving');
  return (
    <>
      {receipt.lines.some(({ result }) => result === 'accepted_before_notice') && (
        <p class="note warn">
          {w.receipt.heldNote} <a href={link('/claims')}>{w.receipt.heldGo}</a>
        </p>
      )}
      {receipt.driver && (
        <p>
          {w.receipt.driver} {receipt.driver.name}:{' '}
          {receipt.driver.agrees ? w.receipt.driverYes : w.receipt.driverNo} {receipt.driver.words}
        </p>
      )}
      {receipt.recallListAt !== null && (
        <p class="sm">{w.receipt.recallList(moment(receipt.recallListAt, lang))}</p>
      )}
    </>
  );
}
