import { hash } from 'node:crypto';

/** A script whose text stands in the document itself. */
const INLINE = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** What a content security policy names the scripts by that stand in a document: `sha256-…`, in their order. */
export function inlineScriptHashes(html: string): string[] {
  return Array.from(html.matchAll(INLINE), ([, text = '']) => `sha256-${hash('sha256', text, 'base64')}`);
}
