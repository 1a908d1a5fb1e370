// Gives TypeDoc the TypeScript that it works with: version 7 has no API in JavaScript. Loaded before it by `npm run docs`.
import { register } from 'node:module';

const hook = `
export function resolve(specifier, context, next) {
  return next(specifier === 'typescript' ? 'typescript-for-typedoc' : specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
