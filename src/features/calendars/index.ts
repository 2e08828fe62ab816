/** The feature's public face: other folders import from here and nowhere deeper. */
export { createCalendarStore } from './calendar.store.ts';
export { calendarEndpoints, type CalendarEndpoint } from './calendars.endpoints.ts';
export { calendar, rulesView, type RulesView } from './calendars.schema.ts';
export { createCalendars, type Calendars } from './calendars.service.ts';
export { createDeliveryRuleStore } from './delivery-rule.store.ts';
export { createRuleViews, type RuleViews } from './rule-views.service.ts';
