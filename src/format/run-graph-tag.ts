// The name of a graph that is logged without one. A file of its own: the page needs it, and none of the old formats.

/** The tag under which TensorBoard keeps a run's graph. */
export const RUN_GRAPH_TAG = '__run_graph__';
