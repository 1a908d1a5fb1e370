// The page: a form that begins a training, and what is seen of it here. The rest is seen in Runboard.
import { SummaryWriter } from '../../../src/browser.ts';
import { MAP_SIDE, type Progress, train } from './training.ts';

function element<E extends Element>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}

const form = element<HTMLFormElement>('form');
const button = element<HTMLButtonElement>('button[type=submit]');
const status = element<HTMLElement>('output');
const download = element<HTMLButtonElement>('#download');
const context = element<HTMLCanvasElement>('canvas').getContext('2d');

const field = (name: string) => element<HTMLInputElement>(`input[name=${name}]`);
// start.ts gives them behind the #.
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  if (['url', 'token', 'epochs'].includes(name)) field(name).value = value;
}

function draw({ map }: Progress): void {
  const pixels = new ImageData(MAP_SIDE, MAP_SIDE);
  for (const [i, share] of map.entries()) pixels.data.set([255 * share, 128, 255 * (1 - share), 255], 4 * i);
  context?.putImageData(pixels, 0, 0);
}

function newWriter(): SummaryWriter {
  const url = field('url').value;
  const writer = new SummaryWriter(url === '' ? {} : { url, token: field('token').value });
  // The training goes on without its log; close() tells the same.
  writer.addEventListener('error', (event) => {
    event.preventDefault();
    status.textContent = `The log fails: ${event.error.message}`;
  });
  return writer;
}

async function trainOnce(): Promise<void> {
  const writer = newWriter();
  const epochs = Number(field('epochs').value);
  await train(writer, epochs, (progress) => {
    status.textContent = `Epoch ${progress.epoch + 1} of ${epochs}: ${(100 * progress.accuracy).toFixed(1)} % right`;
    draw(progress);
  });
  await writer.close();
  status.textContent += `. Trained; the run is called ${writer.run}.`;
  if (field('url').value !== '') return;
  download.hidden = false;
  download.onclick = async () => save(await writer.zip());
}

function save(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(link.href);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  button.disabled = true;
  trainOnce()
    .catch((error: Error) => {
      status.textContent = error.message;
    })
    .finally(() => {
      button.disabled = false;
    });
});
