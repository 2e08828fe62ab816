/** Which district of Hangzhou helps which county or park of Suzhou 结对. Open ones stay open: never guessed. */
export const PAIRINGS = [
  {
    id: 'P1',
    hangzhouZh: '西湖区',
    hangzhouEn: 'Xihu District',
    hangzhouPlaceId: 'D-XH',
    suzhouZh: '砀山县',
    suzhouEn: 'Dangshan County',
    suzhouPlaceId: 'DS',
    status: 'confirmed',
    displayZh: '西湖区 — 砀山县',
  },
  {
    id: 'P2',
    hangzhouZh: '拱墅区',
    hangzhouEn: 'Gongshu District',
    hangzhouPlaceId: 'D-GS',
    suzhouZh: '萧县',
    suzhouEn: 'Xiaoxian County',
    suzhouPlaceId: 'XX',
    status: 'confirmed',
    displayZh: '拱墅区 — 萧县',
  },
  {
    id: 'P3',
    hangzhouZh: '临平区',
    hangzhouEn: 'Linping District',
    hangzhouPlaceId: 'D-LP',
    suzhouZh: '灵璧县',
    suzhouEn: 'Lingbi County',
    suzhouPlaceId: 'LB',
    status: 'confirmed',
    displayZh: '临平区 — 灵璧县',
  },
  {
    id: 'P4',
    hangzhouZh: '滨江区',
    hangzhouEn: 'Binjiang District',
    hangzhouPlaceId: 'D-BJ',
    suzhouZh: '泗县',
    suzhouEn: 'Sixian County',
    suzhouPlaceId: 'SX',
    status: 'confirmed',
    displayZh: '滨江区 — 泗县',
  },
  {
    id: 'P5',
    hangzhouZh: null,
    hangzhouEn: null,
    hangzhouPlaceId: null,
    suzhouZh: '埇桥区',
    suzhouEn: 'Yongqiao District',
    suzhouPlaceId: 'YQ',
    status: 'unconfirmed',
    displayZh: '待确认 — 埇桥区',
  },
  {
    id: 'P6',
    hangzhouZh: null,
    hangzhouEn: null,
    hangzhouPlaceId: null,
    suzhouZh: '宿州经济技术开发区',
    suzhouEn: 'Suzhou Economic and Technological Development Zone',
    suzhouPlaceId: 'JKQ',
    status: 'unconfirmed',
    displayZh: '待确认 — 宿州经济技术开发区',
  },
  {
    id: 'P7',
    hangzhouZh: null,
    hangzhouEn: null,
    hangzhouPlaceId: null,
    suzhouZh: '宿州高新技术产业开发区（杭州宿州产业园区）',
    suzhouEn: 'Suzhou High-tech Zone (Hangzhou-Suzhou Industrial Park)',
    suzhouPlaceId: 'GXQ',
    status: 'unconfirmed',
    displayZh: '待确认 — 宿州高新技术产业开发区（杭州宿州产业园区）',
  },
  {
    id: 'P8',
    hangzhouZh: null,
    hangzhouEn: null,
    hangzhouPlaceId: null,
    suzhouZh: '宿州马鞍山现代产业园区（宿马园区）',
    suzhouEn: "Suzhou-Ma'anshan Modern Industrial Park",
    suzhouPlaceId: 'SMQ',
    status: 'unconfirmed',
    displayZh: '待确认 — 宿州马鞍山现代产业园区（宿马园区）',
  },
] as const satisfies readonly PairingFact[];

interface PairingFact {
  readonly id: string;
  /** null: 待确认. */
  readonly hangzhouZh: string | null;
  readonly hangzhouEn: string | null;
  readonly hangzhouPlaceId: string | null;
  readonly suzhouZh: string;
  readonly suzhouEn: string;
  readonly suzhouPlaceId: string;
  readonly status: 'confirmed' | 'unconfirmed';
  readonly displayZh: string;
}
