// Where a run goes when the program does not say: PyTorch's runs/<CURRENT_DATETIME>_<HOSTNAME><comment>.
import { hostname } from 'node:os';
import { join } from 'node:path';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** For example `runs/Nov23_21-30-05_host` and the comment, in local time. */
export function defaultLogDir(comment: string, now = new Date(), host = hostname()): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${MONTHS[now.getMonth()]}${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('-');
  return join('runs', `${day}_${time}_${host}${comment}`);
}
