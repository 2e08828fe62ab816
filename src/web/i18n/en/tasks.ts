import { dayAndWeekday, dayOf } from '../../format.ts';
import type { words as zh } from '../zh/tasks.ts';

const dayIn = (on: unknown) => dayAndWeekday(String(on), 'en');
const kg = (g: unknown) => `${Number(g) / 1_000} kg`;

export const words: typeof zh = {
  tasks: {
    title: 'To do',
    sub: 'What a person has to decide',
    open: 'Waiting',
    done: 'Done',
    empty: 'Nothing to do',
    go: 'Go there',
    outcome: 'What was decided',
    outcomes: {
      agreed: 'agreed',
      declined: 'declined',
      withdrawn: 'taken back',
      granted: 'granted',
      partly: 'granted in part',
      resolved: 'settled',
    },
    finish: 'Mark as done',
    since: (at) => dayAndWeekday(dayOf(at), 'en'),
    kinds: {
      'harvest-short': (f) =>
        `${f['product']}, ${dayIn(f['day'])}: ${kg(f['harvestG'])} harvested, ${kg(f['promisedG'])} pre-ordered. Was that all?`,
      'harvest-missing': (f) =>
        `${f['product']}, ${dayIn(f['day'])}: no harvest is registered, ${kg(f['promisedG'])} are pre-ordered`,
      'agreement-proposed': (f) => `Contract price ${f['no']} waits for your consent`,
      'receipt-conflict': (f) =>
        `Delivery ${f['deliveryId']} has two receipts; please look at both together`,
      'receipt-waiting': (f) =>
        `Delivery ${f['deliveryId']} was received, but never recorded as dispatched`,
      'receipt-late': (f) =>
        `Delivery ${f['deliveryId']} came 48 hours ago and is not received yet`,
      'claim-filed': (f) => `Claim ${f['no']} waits for you`,
      'claim-disputed': (f) => `Claim ${f['no']} is disputed; please decide`,
      'grams-on-hand': (f) =>
        `Batch ${f['batchId']} was recalled; ${f['kg']} kg were taken in before: do not use it, say what is left`,
      'cold-chain': (f) =>
        `${f['temp']} °C on the road, ${f['limit']} °C allowed: claim ${f['no']} against the carrier is drafted`,
      'receipt-silence': (f) =>
        `Delivery ${f['deliveryId']} counts as received after seven days; please add the record`,
      'refund-failed': (f) => `Refund ${f['refundId']} did not go through`,
      'saga-stuck': (f) => `Order ${f['groupId']} is not through after 20 tries`,
    },
  },
  inbox: {
    title: 'Messages',
    sub: 'What you were told, the newest first',
    empty: 'No messages yet',
    unread: 'Unread',
    read: 'Mark as read',
    go: 'Look',
    kinds: {
      'standing-report': (f) =>
        Number(f['lines']) > 0
          ? `The standing order for ${dayIn(f['day'])} is placed: ${f['lines']} goods, ${f['changes']} changes`
          : `The standing order for ${dayIn(f['day'])} was not placed; please see why`,
      'preorder-cut': (f) =>
        `Order ${f['no']}, ${f['name']}: the harvest was short. Pre-ordered ${kg(f['orderedG'])}, you get ${kg(f['g'])}; the rest is not charged, or paid back`,
      'agreement-agreed': (f) => `Contract price ${f['no']} is agreed to; it counts by its dates`,
      'agreement-declined': (f) => `Contract price ${f['no']} was declined`,
      'order-changed': (f) => `Order ${f['orderNo']} has changed: ${f['what']}`,
      'batch-stopped': (f) => `Batch ${f['batch']} was stopped: ${f['reason']}`,
      'receipt-silent-soon': (f) =>
        `Delivery ${f['deliveryId']} will count as received in two days; please receive it`,
      'receipt-silent': (f) => `Delivery ${f['deliveryId']} counts as received`,
      'claim-decided': (f) => `Claim ${f['no']} was decided`,
      'receipt-short': (f) =>
        `Delivery ${f['deliveryId']} was ${f['shortKg']} kg short; only what came is billed`,
    },
  },
};
