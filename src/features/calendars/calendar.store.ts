import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Command } from '../../shared/command.ts';
import { calendarModel, type CalendarDocument } from './calendar.model.ts';
import type { Calendar, CalendarDoc } from './calendar.ts';

type Update = UpdateQueryKnownOnly<CalendarDocument>;

/** Canteens' calendars: one function, one statement. */
export function createCalendarStore(db: Connection) {
  const Calendars = calendarModel(db);

  return {
    /** Sets it once per command, whether or not it is there yet. */
    async set(_id: string, calendar: Calendar, command: Command): Promise<boolean> {
      const { onHolidays } = calendar;
      const $set = { onHolidays, closed: [...calendar.closed], terms: [...calendar.terms] };
      try {
        await Calendars.updateOne(
          { _id, 'done.key': trusted({ $ne: command.key }) },
          { $set, $push: { done: { $each: [command], $slice: -20 } } } satisfies Update,
          { upsert: true },
        );
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async byId(_id: string): Promise<CalendarDoc | undefined> {
      return (await Calendars.findOne({ _id }).lean()) ?? undefined;
    },
  };
}

export type CalendarStore = ReturnType<typeof createCalendarStore>;
