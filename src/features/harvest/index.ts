/** Harvest plans 采收计划, and pre-orders bound to what was harvested 绑定. */
export { createBindingStore } from './binding.store.ts';
export { createField } from './field.service.ts';
export { harvestEndpoints, type HarvestEndpoint } from './harvest.endpoints.ts';
export { harvestLoops } from './harvest.loops.ts';
export { harvestWeek, weekQuery, type HarvestWeek } from './harvest.schema.ts';
export { createHarvest, type Harvest } from './harvest.service.ts';
export { createPlanStore } from './plan.store.ts';
