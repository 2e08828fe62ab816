/** Zones of a truck or store, in whole degrees Celsius. */
export const TEMPERATURE_ZONES = [
  {
    id: 'chilled',
    nameZh: '冷藏 0–4 ℃',
    nameEn: 'Chilled',
    minC: 0,
    maxC: 4,
    alarmRule: 'above 8 °C for 30 min',
  },
  {
    id: 'fruit',
    nameZh: '果品 0–2 ℃',
    nameEn: 'Fruit cold',
    minC: 0,
    maxC: 2,
    alarmRule: 'above 8 °C for 30 min, below -2 °C at once',
  },
  {
    id: 'warm_veg',
    nameZh: '温区 10–13 ℃',
    nameEn: 'Warm vegetables',
    minC: 10,
    maxC: 13,
    alarmRule: 'below 9 °C for 30 min (chilling injury), above 18 °C for 60 min',
  },
  {
    id: 'frozen',
    nameZh: '冷冻 ≤ -18 ℃',
    nameEn: 'Frozen',
    minC: -25,
    maxC: -18,
    alarmRule: 'above -12 °C for 30 min',
  },
  {
    id: 'ambient',
    nameZh: '常温 5–25 ℃',
    nameEn: 'Ambient',
    minC: 5,
    maxC: 25,
    alarmRule: 'above 30 °C for 60 min',
  },
] as const;

export type TemperatureZone = (typeof TEMPERATURE_ZONES)[number]['id'];
