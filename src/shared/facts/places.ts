/** Counties, districts, towns and hubs. No coordinates: nothing here is a map. */
export const PLACES = [
  { id: 'SZ', nameZh: '宿州市', nameEn: 'Suzhou (Anhui)', kind: 'city', parentId: null },
  { id: 'YQ', nameZh: '埇桥区', nameEn: 'Yongqiao District', kind: 'district', parentId: 'SZ' },
  { id: 'DS', nameZh: '砀山县', nameEn: 'Dangshan County', kind: 'county', parentId: 'SZ' },
  { id: 'XX', nameZh: '萧县', nameEn: 'Xiaoxian County', kind: 'county', parentId: 'SZ' },
  { id: 'LB', nameZh: '灵璧县', nameEn: 'Lingbi County', kind: 'county', parentId: 'SZ' },
  { id: 'SX', nameZh: '泗县', nameEn: 'Sixian County', kind: 'county', parentId: 'SZ' },
  { id: 'JKQ', nameZh: '宿州经开区', nameEn: 'Suzhou ETDZ', kind: 'park', parentId: 'SZ' },
  {
    id: 'GXQ',
    nameZh: '宿州高新区',
    nameEn: 'Suzhou High-tech Zone',
    kind: 'park',
    parentId: 'SZ',
  },
  { id: 'SMQ', nameZh: '宿马园区', nameEn: 'Suma Park', kind: 'park', parentId: 'SZ' },
  { id: 'T-CZ', nameZh: '砀山县曹庄镇', nameEn: 'Caozhuang Town', kind: 'town', parentId: 'DS' },
  { id: 'T-LL', nameZh: '砀山县良梨镇', nameEn: 'Liangli Town', kind: 'town', parentId: 'DS' },
  { id: 'T-SWX', nameZh: '萧县孙圩子镇', nameEn: 'Sunweizi Town', kind: 'town', parentId: 'XX' },
  { id: 'T-BT', nameZh: '萧县白土镇', nameEn: 'Baitu Town', kind: 'town', parentId: 'XX' },
  { id: 'T-DLK', nameZh: '泗县大路口镇', nameEn: 'Dalukou Town', kind: 'town', parentId: 'SX' },
  {
    id: 'T-HC',
    nameZh: '泗县虹城街道',
    nameEn: 'Hongcheng Subdistrict',
    kind: 'town',
    parentId: 'SX',
  },
  { id: 'T-JG', nameZh: '埇桥区夹沟镇', nameEn: 'Jiagou Town', kind: 'town', parentId: 'YQ' },
  { id: 'T-FL', nameZh: '埇桥区符离镇', nameEn: 'Fuli Town', kind: 'town', parentId: 'YQ' },
  {
    id: 'H-GZ',
    nameZh: '杭州农副产品物流中心(勾庄)',
    nameEn: 'Hangzhou Agri-produce Logistics Centre, Gouzhuang',
    kind: 'hub',
    parentId: 'HZ',
  },
  {
    id: 'H-GLG',
    nameZh: '传化智联宿州公路港',
    nameEn: 'Transfar Suzhou road port',
    kind: 'hub',
    parentId: 'SZ',
  },
  {
    id: 'H-LL',
    nameZh: '宿州国家骨干冷链物流基地(砀山经开区)',
    nameEn: 'National cold-chain base, Dangshan',
    kind: 'hub',
    parentId: 'DS',
  },
  { id: 'HZ', nameZh: '杭州市', nameEn: 'Hangzhou', kind: 'city', parentId: null },
  { id: 'D-SC', nameZh: '上城区', nameEn: 'Shangcheng', kind: 'district', parentId: 'HZ' },
  { id: 'D-GS', nameZh: '拱墅区', nameEn: 'Gongshu', kind: 'district', parentId: 'HZ' },
  { id: 'D-XH', nameZh: '西湖区', nameEn: 'Xihu', kind: 'district', parentId: 'HZ' },
  { id: 'D-BJ', nameZh: '滨江区', nameEn: 'Binjiang', kind: 'district', parentId: 'HZ' },
  { id: 'D-XS', nameZh: '萧山区', nameEn: 'Xiaoshan', kind: 'district', parentId: 'HZ' },
  { id: 'D-YH', nameZh: '余杭区', nameEn: 'Yuhang', kind: 'district', parentId: 'HZ' },
  { id: 'D-LP', nameZh: '临平区', nameEn: 'Linping', kind: 'district', parentId: 'HZ' },
  { id: 'D-QT', nameZh: '钱塘区', nameEn: 'Qiantang', kind: 'district', parentId: 'HZ' },
  { id: 'D-FY', nameZh: '富阳区', nameEn: 'Fuyang', kind: 'district', parentId: 'HZ' },
  { id: 'D-LA', nameZh: '临安区', nameEn: "Lin'an", kind: 'district', parentId: 'HZ' },
  { id: 'D-TL', nameZh: '桐庐县', nameEn: 'Tonglu', kind: 'county', parentId: 'HZ' },
  { id: 'D-CA', nameZh: '淳安县', nameEn: "Chun'an", kind: 'county', parentId: 'HZ' },
  { id: 'D-JD', nameZh: '建德市', nameEn: 'Jiande', kind: 'county_level_city', parentId: 'HZ' },
  {
    id: 'V-KJ',
    nameZh: '曹庄镇科技新村',
    nameEn: 'Keji New Village, Caozhuang',
    kind: 'village',
    parentId: 'T-CZ',
  },
  {
    id: 'V-LL',
    nameZh: '良梨镇良梨村',
    nameEn: 'Liangli Village',
    kind: 'village',
    parentId: 'T-LL',
  },
  { id: 'T-GQ', nameZh: '萧县官桥镇', nameEn: 'Guanqiao Town', kind: 'town', parentId: 'XX' },
  { id: 'T-DY', nameZh: '泗县大杨镇', nameEn: 'Dayang Town', kind: 'town', parentId: 'SX' },
  { id: 'T-LC', nameZh: '灵璧县灵城镇', nameEn: 'Lingcheng Town', kind: 'town', parentId: 'LB' },
] as const satisfies readonly PlaceFact[];

interface PlaceFact {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly parentId: string | null;
}

export type Place = (typeof PLACES)[number];
export type PlaceId = Place['id'];

/** The four counties and the district whose goods are sold here, in the order they are shown. */
export const COUNTY_IDS = ['DS', 'XX', 'LB', 'SX', 'YQ'] as const satisfies readonly PlaceId[];
export type CountyId = (typeof COUNTY_IDS)[number];

const BY_ID: ReadonlyMap<string, Place> = new Map(PLACES.map((place) => [place.id, place]));

/** A place by its id, undefined if there is none. */
export function placeOf(id: string): Place | undefined {
  return BY_ID.get(id);
}

/** The county a place lies in, itself included; undefined for one of Hangzhou. */
export function countyOf(placeId: string): CountyId | undefined {
  const county = COUNTY_IDS.find((id) => id === placeId);
  const parentId = BY_ID.get(placeId)?.parentId;
  return county ?? (parentId ? countyOf(parentId) : undefined);
}
