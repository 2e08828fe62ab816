import { useState } from 'preact/hooks';
import type { ReceivingView } from '../../../features/receiving/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { Arrive } from './Arrive.tsx';
import Outbox, { KEPT } from './Outbox.tsx';
import { ReceiptCard } from './ReceiptCard.tsx';
import { ReceiveForm } from './ReceiveForm.tsx';

/** At the door: weigh, check, sign; then the receipt. */
export default function Door(view: ReceivingView) {
  const { w, link } = useWords('receiving');
  const { delivery, receipts } = view;
  const [isKept, setKept] = useState(false);
  return (
    <Main
      title={w.door.title(delivery.noteNo)}
      sub={`${w.door.from} ${delivery.supplier?.name ?? ''}`}
      actions={<a href={link('/canteen/receive')}>{w.receipt.back}</a>}
    >
      <Outbox />
      {receipts.map((receipt) => (
        <ReceiptCard key={receipt.id} receipt={receipt} delivery={delivery} />
      ))}
      {delivery.state === 'dispatched' && receipts.length === 0 && <Arrive id={delivery.id} />}
      {isKept && <p class="note pear">{w.outbox.kept}</p>}
      {receipts.length === 0 && !isKept && (
        <ReceiveForm
          {...view}
          kept={() => {
            setKept(true);
            dispatchEvent(new Event(KEPT));
          }}
        />
      )}
    </Main>
  );
}
