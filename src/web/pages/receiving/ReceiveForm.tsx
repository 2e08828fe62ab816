import { useEffect, useState } from 'preact/hooks';
import type { ReceiptBody, ReceivingView } from '../../../features/receiving/index.ts';
import { api } from '../../client/api.ts';
import { keep } from '../../client/outbox.ts';
import { newestRecallList, type RecallList } from '../../client/recall-list.ts';
import { useWords, useSetting } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { DriverSaid } from './DriverSaid.tsx';
import { ReceiveLine } from './ReceiveLine.tsx';
import { receiptIn } from './receipt-form.ts';
import { lotsOf } from './lots.ts';
import { Scan } from './Scan.tsx';

interface Props extends ReceivingView {
  /** It is on this phone and goes when there is a network. */
  readonly kept: () => void;
}

/** The form of the first inspector; without a network the receipt waits on this phone. */
export function ReceiveForm({ delivery, needs, recalls: fromPage, kept }: Props) {
  const { w } = useWords('receiving');
  const { account } = useSetting();
  const lots = lotsOf(delivery);
  const [seen, setSeen] = useState<string>();
  const recalls = useRecallList(fromPage);
  const isRecalled = (batchId: string) => recalls.lots.includes(batchId);
  const store = async (said: { body: ReceiptBody; photos: Photos }, key: string) => {
    const { id: deliveryId, noteNo } = delivery;
    const madeAt = said.body.madeAt ?? '';
    await keep({ ...said, key, account, deliveryId, noteNo, madeAt });
    return { value: undefined };
  };
  return (
    <Form<{ id: string } | undefined>
      name={`receive-${delivery.id}`}
      submit={w.door.submit}
      send={async (data, key) => {
        const read = await receiptIn(data, lots);
        if ('problem' in read) return read;
        const body = { ...read.body, madeAt: new Date().toISOString(), recallListAt: recalls.at };
        const said = { body, photos: read.photos };
        if (said.photos.length > 0) return store(said, key);
        const parts = { params: { id: delivery.id }, body, key };
        const result = await api('POST', '/api/deliveries/:id/receipts', parts);
        return result.problem?.status === 0 ? store(said, key) : result;
      }}
      done={(made) => {
        if (made) location.reload();
        else kept();
      }}
    >
      <p>{w.door.lead}</p>
      <Scan delivery={delivery} lots={lots} recalls={recalls} seen={setSeen} />
      {lots.map((lot) => (
        <ReceiveLine
          key={`${lot.line}-${lot.batchId}`}
          lot={lot}
          isSeen={lot.batchId === seen}
          isRecalled={isRecalled(lot.batchId)}
        />
      ))}
      <DriverSaid />
      {needs > 1 && <p class="note pear">{w.door.needsTwo}</p>}
      <Field name="name" label={w.door.name} required maxLength={40} autocomplete="name" />
    </Form>
  );
}

type Photos = readonly { readonly line: number; readonly file: File; readonly name: string }[];

/** What this phone knows of recalls, and since when. */
function useRecallList(fromPage: RecallList): RecallList {
  const [recalls, setRecalls] = useState(fromPage);
  useEffect(() => {
    setRecalls(newestRecallList(fromPage));
    void import('../../client/upload.ts').catch(() => undefined); // there, when the network is not
  }, []);
  return recalls;
}
