/**
 * Writes logs, from pages and their workers: bundled, and free of Node.
 *
 * @module runboard/browser
 */

export type { GatheredFile } from './writer/page/gathered-files.ts';
export { type PageWriterOptions, SummaryWriter } from './writer/page/summary-writer.ts';
export * from './writer-api.ts';
