// `node dist/examples/keras-style/train.js`: trains for some seconds, logged by the callback alone, then says how to look.
import { train } from './training.ts';

const LOGDIR = 'tensorboard-keras';

const accuracy = await train(LOGDIR, 2000, 5);
console.log(`${(accuracy * 100).toFixed(1)} % of unseen digits are read rightly.`);
console.log(`Look at it: npm start -- --logdir ${LOGDIR}`);
