import type { ReceivingView } from '../../../features/receiving/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { ReceiptCard } from './ReceiptCard.tsx';
import { ReceiveForm } from './ReceiveForm.tsx';

/** At the door: weigh, check, sign; then the receipt. */
export default function Door(view: ReceivingView) {
  const { w, link } = useWords('receiving');
  const { delivery, receipts } = view;
  return (
    <Main
      title={w.door.title(delivery.noteNo)}
      sub={`${w.door.from} ${delivery.supplier?.name ?? ''}`}
      actions={<a href={link('/canteen/receive')}>{w.receipt.back}</a>}
    >
      {receipts.map((receipt) => (
        <ReceiptCard key={receipt.id} receipt={receipt} delivery={delivery} />
      ))}
      {receipts.length === 0 && <ReceiveForm {...view} />}
    </Main>
  );
}
