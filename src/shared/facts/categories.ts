/** The shelves of the shop, in the order they are shown. */
export const CATEGORIES = [
  { id: 'fruit', nameZh: '水果', nameEn: 'Fruit' },
  { id: 'vegetable', nameZh: '蔬菜', nameEn: 'Vegetables' },
  { id: 'mushroom', nameZh: '食用菌', nameEn: 'Mushrooms' },
  { id: 'tuber', nameZh: '薯类', nameEn: 'Tubers' },
  { id: 'meat', nameZh: '畜肉', nameEn: 'Meat' },
  { id: 'poultry', nameZh: '禽肉', nameEn: 'Poultry' },
  { id: 'egg', nameZh: '禽蛋', nameEn: 'Eggs' },
  { id: 'grain', nameZh: '粮油', nameEn: 'Grain and beans' },
  { id: 'processed', nameZh: '加工食品', nameEn: 'Processed food' },
  { id: 'cooked', nameZh: '熟食', nameEn: 'Cooked food' },
  { id: 'prepared', nameZh: '预制食品', nameEn: 'Prepared food' },
  { id: 'wine', nameZh: '酒类', nameEn: 'Wine' },
  { id: 'livestock', nameZh: '活畜', nameEn: 'Livestock' },
  { id: 'nonfood', nameZh: '非食品', nameEn: 'Non-food' },
] as const;

export type Category = (typeof CATEGORIES)[number]['id'];
