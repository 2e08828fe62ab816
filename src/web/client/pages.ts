/**
 * The views that come alive in the browser, by file. The keys are the type of `client` and `islands`
 * in the page table, so a slip does not compile. Only types are taken from here: the address of a
 * view's build travels in its page.
 * @public
 */
export const clientPages = {
  'account/Apply': () => import('../pages/account/Apply.tsx'),
  'account/Enter': () => import('../pages/account/Enter.tsx'),
  'account/Invite': () => import('../pages/account/Invite.tsx'),
  'account/Register': () => import('../pages/account/Register.tsx'),
  'admin/Members': () => import('../pages/admin/Members.tsx'),
  'admin/Organisations': () => import('../pages/admin/Organisations.tsx'),
  'basket/Checkout': () => import('../pages/basket/Checkout.tsx'),
  'basket/OrderPage': () => import('../pages/basket/OrderPage.tsx'),
  'basket/SandboxPay': () => import('../pages/basket/SandboxPay.tsx'),
  'canteen/Approvals': () => import('../pages/canteen/Approvals.tsx'),
  'canteen/Order': () => import('../pages/canteen/Order.tsx'),
  'canteen/Orders': () => import('../pages/canteen/Orders.tsx'),
  'coop/BasePage': () => import('../pages/coop/BasePage.tsx'),
  'coop/BatchPage': () => import('../pages/coop/BatchPage.tsx'),
  'coop/Labels': () => import('../pages/coop/Labels.tsx'),
  'coop/NewBatch': () => import('../pages/coop/NewBatch.tsx'),
  'coop/NewBase': () => import('../pages/coop/NewBase.tsx'),
  'coop/NewPaper': () => import('../pages/coop/NewPaper.tsx'),
  'docs/ApiDocs': () => import('../pages/docs/ApiDocs.tsx'),
  'officer/Result': () => import('../pages/officer/Result.tsx'),
  'coop/Offers': () => import('../pages/coop/Offers.tsx'),
  'receiving/Correct': () => import('../pages/receiving/Correct.tsx'),
  'receiving/Outbox': () => import('../pages/receiving/Outbox.tsx'),
  'receiving/Door': () => import('../pages/receiving/Door.tsx'),
  'shipping/Loading': () => import('../pages/shipping/Loading.tsx'),
  'shipping/OrderToShip': () => import('../pages/shipping/OrderToShip.tsx'),
  'claims/Claim': () => import('../pages/claims/Claim.tsx'),
  'claims/NewClaim': () => import('../pages/claims/NewClaim.tsx'),
  'work/Works': () => import('../pages/work/Works.tsx'),
  'money/Limits': () => import('../pages/money/Limits.tsx'),
  'money/Running': () => import('../pages/money/Running.tsx'),
  'money/Settings': () => import('../pages/money/Settings.tsx'),
  'money/Statement': () => import('../pages/money/Statement.tsx'),
  'money/Terms': () => import('../pages/money/Terms.tsx'),
  'money/Windows': () => import('../pages/money/Windows.tsx'),
  'tasks/Tasks': () => import('../pages/tasks/Tasks.tsx'),
  'tasks/Inbox': () => import('../pages/tasks/Inbox.tsx'),
  'trade/Calendar': () => import('../pages/trade/Calendar.tsx'),
  'trade/CanteenAgreements': () => import('../pages/trade/CanteenAgreements.tsx'),
  'trade/CoopAgreements': () => import('../pages/trade/CoopAgreements.tsx'),
  'trade/Rules': () => import('../pages/trade/Rules.tsx'),
  'shop/Cart': () => import('../pages/shop/Cart.tsx'),
  'shop/BasketBar': () => import('../pages/shop/BasketBar.tsx'),
  'shop/AddToBasket': () => import('../pages/shop/AddToBasket.tsx'),
};

export type ClientPage = keyof typeof clientPages;
