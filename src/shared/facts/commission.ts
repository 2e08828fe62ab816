/** Commission of the platform 佣金 on goods, in basis points; 0 until one is agreed. Frozen on each order. */
export const COMMISSION_BP: number = 0;
