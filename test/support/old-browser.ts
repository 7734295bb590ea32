import type { Page } from 'playwright-core';

/** What browsers learnt after Chromium 90, by where it stands in the page. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  'Array.prototype': ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with'],
  Array: ['fromAsync'],
  'Object.getPrototypeOf(Int8Array.prototype)': [
    'at',
    'findLast',
    'findLastIndex',
    'toReversed',
    'toSorted',
    'with',
  ],
  Uint8Array: ['fromBase64', 'fromHex'],
  'String.prototype': ['at', 'isWellFormed', 'toWellFormed'],
  Object: ['hasOwn', 'groupBy'],
  Map: ['groupBy'],
  'Set.prototype': [
    'union',
    'intersection',
    'difference',
    'symmetricDifference',
    'isSubsetOf',
    'isSupersetOf',
    'isDisjointFrom',
  ],
  'Object.getPrototypeOf(Object.getPrototypeOf([].values()))': [
    'map',
    'filter',
    'take',
    'drop',
    'flatMap',
    'reduce',
    'toArray',
    'forEach',
    'some',
    'every',
    'find',
  ],
  Promise: ['withResolvers', 'try'],
  AbortSignal: ['timeout', 'any', 'abort'],
  'AbortSignal.prototype': ['throwIfAborted', 'reason'],
  URL: ['canParse', 'parse'],
  'ReadableStream.prototype': ['values'],
  'self.crypto': ['randomUUID'],
  self: ['structuredClone', 'Iterator', 'scheduler', 'reportError', 'navigation', 'URLPattern'],
};

/** Own and inherited alike: a prototype further up may hold it. */
const deletions = Object.entries(NEWER).map(
  ([holder, names]) => `
{ const names = ${JSON.stringify(names)};
  for (let at = ${holder}; at; at = Object.getPrototypeOf(at))
    for (const name of names) delete at[name]; }`,
);

/** Deletes from a page or a worker what Chromium 90 does not have. */
const FORGET = `(() => { const within = (work) => { try { work(); } catch { /* this place has no such thing */ } };
${deletions.map((text) => `within(() => ${text});`).join('\n')} })();\n`;

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.212 Safari/537.36';

/** Makes the page and its workers lack what came after Chromium 90; `named`: the browser also says that it is one. */
export async function forgetNewerApis(page: Page, named: boolean): Promise<void> {
  await page.addInitScript(FORGET);
  await page.route(/worker[^/]*\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: FORGET + (await answer.text()) });
  });
  if (!named) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setUserAgentOverride', { userAgent: USER_AGENT });
}

/** Makes the page have no WebGL at all, as with a driver on the blocklist. */
export async function forgetWebGl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: []) {
      return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
    } as typeof getContext;
  });
}
