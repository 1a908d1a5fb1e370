// Uses each kind of format once. What browsers know of languages is loaded at the first use, once for page and workers
// together: 40 to 90 ms, during which the page would stand still, and none where a worker has done it before.
import { compareNames } from '../../src/natural-order.ts';

(1000).toLocaleString('en');
compareNames('ä', 'b');
new Intl.DateTimeFormat('en', { month: 'short', hour: '2-digit' }).format(0);
self.postMessage('warm');
