import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { deliveryRuleModel, type DeliveryRuleDoc } from './delivery-rule.model.ts';
import type { NewRule, RuleDoc } from './delivery-rule.ts';

type Update = UpdateQueryKnownOnly<DeliveryRuleDoc>;

/** Changes that are kept of a rule: the newest. */
const KEPT = 50;

/** Cut-offs and minimums: one function, one statement. */
export function createDeliveryRuleStore(db: Connection) {
  const Rules = deliveryRuleModel(db);

  return {
    /** Sets a rule once per command, whether or not it is there yet. */
    async set(
      { _id, rule, ...rest }: NewRule,
      change: RuleDoc['changes'][number],
    ): Promise<boolean> {
      const $set = { ...rest, rule: rule && { ...rule, weekdays: [...rule.weekdays] } };
      try {
        await Rules.updateOne(
          { _id, 'changes.key': trusted({ $ne: change.key }) },
          { $set, $push: { changes: { $each: [change], $slice: -KEPT } } } satisfies Update,
          { upsert: true },
        );
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false; // this command was here before, or another inserts it now
        throw error;
      }
    },

    async byId(_id: string): Promise<RuleDoc | undefined> {
      const doc = await Rules.findOne({ _id }).lean();
      return doc ? toRule(doc) : undefined;
    },

    async all(): Promise<RuleDoc[]> {
      return (await Rules.find({}).sort({ _id: 1 }).lean()).map(toRule);
    },

    async isEmpty(): Promise<boolean> {
      return (await Rules.findOne({}).lean()) === null;
    },
  };
}

export type DeliveryRuleStore = ReturnType<typeof createDeliveryRuleStore>;

function toRule({ cutoffClass, rule, sellerId, minOrderFen, ...doc }: DeliveryRuleDoc): RuleDoc {
  return {
    ...doc,
    sellerId: sellerId ?? null,
    cutoffClass: cutoffClass ?? null,
    rule: rule ?? null,
    minOrderFen: minOrderFen ?? null,
  };
}
