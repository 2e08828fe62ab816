/** The part of EPCIS 2.0 that we write: object and transformation events in JSON-LD, CBV words bare, times in UTC. */
export interface EpcisEvent {
  readonly type: 'ObjectEvent' | 'TransformationEvent';
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: '+08:00';
  /** Of object events only. */
  readonly action?: 'ADD' | 'OBSERVE' | 'DELETE';
  readonly bizStep: string;
  readonly disposition?: string;
  readonly readPoint?: { readonly id: string };
  readonly bizLocation?: { readonly id: string };
  readonly quantityList?: readonly EpcisQuantity[];
  readonly transformationID?: string;
  readonly inputQuantityList?: readonly EpcisQuantity[];
  readonly outputQuantityList?: readonly EpcisQuantity[];
  readonly bizTransactionList?: readonly {
    readonly type: string;
    readonly bizTransaction: string;
  }[];
  readonly sourceList?: readonly { readonly type: string; readonly source: string }[];
  readonly destinationList?: readonly { readonly type: string; readonly destination: string }[];
  readonly persistentDisposition?: { readonly set: readonly string[] };
  readonly ilmd?: Readonly<Record<string, unknown>>;
  /** Fields of our own vocabulary. */
  readonly [extension: `suhang:${string}`]: unknown;
}

export interface EpcisQuantity {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: 'GRM';
}

/** An EPCISDocument of these events, as `GET /api/batches/:code/epcis` gives it. */
export function documentOf(
  events: readonly EpcisEvent[],
  { origin, at }: { readonly origin: string; readonly at: Date },
) {
  return {
    '@context': [
      'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      { suhang: `${origin}/voc/` },
    ],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: at.toISOString(),
    epcisBody: { eventList: events },
  };
}
