/** What harvest asks of other features. Each may be repeated. */

export interface PlanHold {
  readonly id: string;
  readonly ref: string;
  readonly g: number;
  readonly s: string;
  readonly t: Date;
}

export interface PlanPool {
  readonly get: (planId: string) => Promise<{ readonly holds: readonly PlanHold[] } | undefined>;
}

/** The harvested batch, as far as it is bound. */
export interface BoundGoods {
  readonly get: (batchId: string) => Promise<{ status: string; availG: number } | undefined>;
  /** Its pre-orders are served: the gate may put the rest on sale. */
  readonly bound: (batchId: string) => Promise<void>;
}

/** A pre-ordered line, as its order says. */
interface Preorder {
  readonly no: string;
  readonly buyerId: string;
  readonly groupId: string;
  readonly channel: 'canteen' | 'retail';
  readonly isCancelled: boolean;
  readonly name: string;
  readonly isContract: boolean;
  readonly stepG: number;
}

export interface Preorders {
  /** undefined: its checkout has not come so far. */
  readonly get: (orderId: string, hid: string) => Promise<Preorder | undefined>;
  /** Its part of the batch, or nothing: one write on the order, then whatever that asks for. */
  readonly bind: (
    orderId: string,
    share: { hid: string; g: number; batchId: string | null },
  ) => Promise<void>;
  /** Checkouts that hold some of it, not paid or approved yet, look for other goods. */
  readonly planClosed: (planId: string) => Promise<void>;
}

/** A person's task, or something an organisation is told; once per `_id`. */
export interface Messages {
  readonly addTask: (task: {
    _id: string;
    kind: 'harvest-short' | 'harvest-missing';
    orgId: string;
    href: string;
    facts: Readonly<Record<string, string | number>>;
  }) => Promise<void>;
  readonly taskDone: (id: string, how: { by: string; outcome: string }) => Promise<void>;
  readonly send: (notice: {
    _id: string;
    kind: 'preorder-cut';
    orgId: string;
    href: string;
    facts: Readonly<Record<string, string | number>>;
  }) => Promise<void>;
}
