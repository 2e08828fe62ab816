/** What a person must decide 待办: features add tasks by cause; people close them. */
export type { NewTask } from './task.ts';
export { createTaskService, type TaskService } from './task.service.ts';
export { createTaskStore } from './task.store.ts';
export { taskListView, taskViewOf, type TaskView } from './task.schema.ts';
export { taskEndpoints, type TaskEndpoint } from './task.endpoints.ts';
