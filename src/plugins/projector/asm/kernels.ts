// What the projections do most of the time, in WebAssembly. All pointers are byte offsets into the exported memory.
export { allocate, mark, release } from './memory';
export { addScatter, centre, multiply, packColumns } from './covariance';
export { findNeighbours, packRows, squareNorms } from './neighbours';
export { attract, logSum, orderPointer, pairSum, plant, repel } from './forces';
export { layoutEpoch, power32, seedLayout } from './layout';
export { prepareTree } from './tree';
