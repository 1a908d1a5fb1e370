// The public surface of the package `runboard` for programs on Node.
export type { SummaryWriterOptions } from './writer/add-options.ts';
export { SummaryWriter } from './writer/node/summary-writer.ts';
export * from './writer-api.ts';
