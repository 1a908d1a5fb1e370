// The messages of graphs alone: a file that names `tensorboard` brings all of them, and a worker that starts with its page
// is to be small.
export { tensorboard_GraphDef as GraphDef, tensorboard_NodeDef as NodeDef } from './gen/messages/graph.js';
export { tensorboard_DataType as DataType } from './gen/messages/types.js';
