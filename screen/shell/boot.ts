import { ERRORS, type ErrorCode, type Problem } from '../../gateway/contract/errors.ts';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import type { Say } from '../locale/words.ts';
import type { PageParams } from './params.ts';

/** Why the page could not be set up: what happened, where, and how to mend it. */
export interface BootProblem {
  readonly what: string;
  readonly where: string;
  readonly fix: string;
}

export type BootResult =
  | { readonly ok: true; readonly config: PageConfig }
  | { readonly ok: false; readonly problem: BootProblem };

export type Fetch = (url: string, init: { headers: Record<string, string> }) => Promise<Response>;

/** Address of the page's configuration for what the page's own address asks. */
export function configUrl(params: Pick<PageParams, 'wall' | 'visitor'>): string {
  const query = new URLSearchParams();
  if (params.wall !== null) query.set('wall', params.wall);
  if (params.visitor) query.set('as', 'visitor');
  const text = query.toString();
  return text === '' ? '/v1/wall' : `/v1/wall?${text}`;
}

/** The header that carries a key; none in demo access. */
export function bearer(key: string | null): Record<string, string> {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** Asks the gateway for everything the page needs before its first frame. Never throws: a failure is a result. */
export async function loadConfig(params: PageParams, say: Say, get: Fetch): Promise<BootResult> {
  const url = configUrl(params);
  const headers = bearer(params.key);
  try {
    const response = await get(url, { headers });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && isPageConfig(body)) return { ok: true, config: body };
    return { ok: false, problem: answered(response, { url, body, say }) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const what = say('boot.unreachable', { detail });
    return { ok: false, problem: { what, where: url, fix: say('boot.fixNetwork') } };
  }
}

function answered(
  response: Response,
  { url, body, say }: { readonly url: string; readonly body: unknown; readonly say: Say },
): BootProblem {
  const where = `${url} · HTTP ${response.status}`;
  if (!isProblem(body))
    return {
      what: say('boot.unreadable', { detail: response.statusText }),
      where,
      fix: say('boot.fixGateway'),
    };
  return { what: `${body.title}: ${body.detail}`, where, fix: fixFor(body.code, say) };
}

function fixFor(code: ErrorCode, say: Say): string {
  if (code === 'unauthorized' || code === 'forbidden') return say('boot.fixKey');
  return say(code === 'not_found' ? 'boot.fixProfile' : 'boot.fixGateway');
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && String(body.code) in ERRORS;
}

function isPageConfig(body: unknown): body is PageConfig {
  return typeof body === 'object' && body !== null && 'profile' in body && 'region' in body;
}
