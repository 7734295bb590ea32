/**
 * What Chromium 90 lacks of the language as page, base maps and transport use it: the first import of the page, and of
 * the base map's worker, which has globals of its own. Each does nothing where the browser has the feature.
 */
import 'core-js/actual/array/at';
import 'core-js/actual/array/find-last';
import 'core-js/actual/array/find-last-index';
import 'core-js/actual/array/to-reversed';
import 'core-js/actual/array/to-sorted';
import 'core-js/actual/array/to-spliced';
import 'core-js/actual/array/with';
import 'core-js/actual/map/group-by';
import 'core-js/actual/object/group-by';
import 'core-js/actual/object/has-own';
import 'core-js/actual/promise/with-resolvers';
import 'core-js/actual/string/at';
import 'core-js/actual/structured-clone';
import 'core-js/actual/typed-array/at';
import 'core-js/actual/typed-array/find-last';

/** Chromium 100; base maps ask for it when they read an archive of tiles. */
if (typeof AbortSignal.prototype.throwIfAborted !== 'function')
  AbortSignal.prototype.throwIfAborted = function (this: AbortSignal): void {
    if (this.aborted) throw this.reason ?? new DOMException('The operation was aborted.', 'AbortError');
  };
