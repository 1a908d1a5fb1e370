/**
 * Writes logs, from programs on Node.
 *
 * @module runboard
 */

export type { SummaryWriterOptions } from './writer/add-options.ts';
export { SummaryWriter } from './writer/node/summary-writer.ts';
export * from './writer-api.ts';
