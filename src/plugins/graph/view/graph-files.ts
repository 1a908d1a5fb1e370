// Which files the page offers to open. A file of its own, so that the page needs none of what reads them.

/** As the attribute `accept` of a file field. */
export const GRAPH_FILES = '.pbtxt,.pb,.txt,.onnx,.json,.keras.json';
