import type { Document } from 'bson';
import { MongoError } from '../errors.ts';
import { own, setOwn } from '../values/path.ts';
import { isDocument, type Value } from '../values/types.ts';
import type { Expression } from './expression.ts';
import { OPERATORS } from './operators.ts';
import { unknownExpression } from './elsewhere.ts';

/** @throws MongoError 168, 115 or 16020 for what no document could be asked. */
export function compileExpression(given: Value, known: readonly string[] = []): Expression {
  if (typeof given === 'string' && given.startsWith('$')) return fieldPath(given, known);
  if (Array.isArray(given)) {
    const parts = (given as Value[]).map((part) => compileExpression(part, known));
    return (scope) => parts.map((part) => part(scope) ?? null);
  }
  if (!isDocument(given)) return () => given;
  const operator = Object.keys(given).find((name) => name.startsWith('$'));
  return operator === undefined ? object(given, known) : call(operator, given, known);
}

function object(given: Document, known: readonly string[]): Expression {
  const fields = Object.entries(given).map(
    ([name, value]) => [name, compileExpression(value as Value, known)] as const,
  );
  return (scope) => {
    const made: Document = {};
    for (const [name, expression] of fields) {
      const value = expression(scope);
      if (value !== undefined) setOwn(made, name, value);
    }
    return made;
  };
}

function call(name: string, given: Document, known: readonly string[]): Expression {
  if (Object.keys(given).length > 1)
    throw new MongoError(15983, 'an expression specification must contain exactly one field');
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) throw unknownExpression(name);
  const compile = (value: Value, more: readonly string[] = []): Expression =>
    compileExpression(value, [...known, ...more]);
  if ('compile' in operator) return operator.compile(given[name] as Value, compile);
  const operands = Array.isArray(given[name]) ? (given[name] as Value[]) : [given[name] as Value];
  const { least, most = least } = operator;
  if (operands.length < least || operands.length > most)
    throw new MongoError(
      16020,
      `Expression ${name} takes exactly ${least} arguments. ${operands.length} were passed in.`,
    );
  const parts = operands.map((operand) => compile(operand));
  return (scope) => operator.run(parts.map((part) => part(scope)));
}

const SYSTEM = ['ROOT', 'CURRENT', 'REMOVE', 'NOW'];

function fieldPath(text: string, known: readonly string[]): Expression {
  const [name = '', ...parts] = text.startsWith('$$')
    ? text.slice(2).split('.')
    : ['ROOT', ...text.slice(1).split('.')];
  if (!SYSTEM.includes(name) && !known.includes(name))
    throw new MongoError(17276, `Use of undefined variable: ${name}`);
  if (name === 'REMOVE') return () => undefined;
  if (name === 'NOW') return () => new Date();
  if (SYSTEM.includes(name)) return ({ root }) => valueAt(root, parts);
  return ({ variables }) => valueAt(variables?.get(name), parts);
}

/** Fields of every document of an array on the way; in an expression a number is only a name. */
function valueAt(from: Value, parts: readonly string[], i = 0): Value {
  const part = parts[i];
  if (part === undefined) return from;
  if (Array.isArray(from))
    return (from as Value[]).flatMap((item) => {
      const found = valueAt(item, parts, i);
      return found === undefined ? [] : [found];
    });
  return isDocument(from) ? valueAt(own(from, part), parts, i + 1) : undefined;
}
