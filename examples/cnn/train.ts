// `node dist/examples/cnn/train.js [LOG_FOLDER]`: trains for about a minute, then says how to look.
import { EFFORT, train } from './training.ts';

const logDir = process.argv[2] ?? 'tensorboard-cnn';

const { accuracy } = await train(logDir, EFFORT, (epoch, { train, validation }) => {
  const [seen, unseen] = [train.loss.toFixed(3), validation.loss.toFixed(3)];
  console.log(`epoch ${epoch} of ${EFFORT.epochs}: loss ${seen} of train, ${unseen} of validation`);
});
console.log(`${(accuracy * 100).toFixed(1)} % of unseen digits are read rightly.`);
console.log(`Look at it: npm start -- --logdir ${logDir}`);
