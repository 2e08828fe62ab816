/** The pages that are hydrated, by the file of their view. The keys are the type of `client` in the page table. */
export const clientPages = {
  'docs/ApiDocs': () => import('../pages/docs/ApiDocs.tsx'),
  'officer/Result': () => import('../pages/officer/Result.tsx'),
  'shop/Cart': () => import('../pages/shop/Cart.tsx'),
  'shop/Product': () => import('../pages/shop/Product.tsx'),
  'shop/Shop': () => import('../pages/shop/Shop.tsx'),
};

export type ClientPage = keyof typeof clientPages;
