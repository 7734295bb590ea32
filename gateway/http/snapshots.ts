import { type Request, type Response, Router } from 'express';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import type { Projection } from '../contract/vocabulary.ts';
import { readingAs } from './identify.ts';

/** What the live part keeps for its clients: compressed chunks of one projection's snapshot. */
export interface SnapshotChunks {
  chunk(id: string, index: number): { readonly gzip: Uint8Array; readonly projection: Projection } | null;
}

export interface SnapshotRouterOptions {
  readonly access: Access;
  readonly snapshots: SnapshotChunks;
}

/** `GET /v1/snapshots/:id/:chunk`: immutable; a caller gets only snapshots of its own projection. */
export function snapshotRouter(options: SnapshotRouterOptions): Router {
  const router = Router();
  router.get(
    '/v1/snapshots/:id/:chunk',
    (request: Request<{ id: string; chunk: string }>, response: Response) => {
      const projection = readingAs(options.access, request);
      const found = options.snapshots.chunk(request.params.id, Number(request.params.chunk));
      if (found === null || found.projection !== projection) {
        throw new GatewayError('not_found', 'this snapshot is no longer kept; connect again for a new one');
      }
      const { buffer, byteOffset, byteLength } = found.gzip;
      response.type('application/json').set({
        'Content-Encoding': 'gzip',
        'Content-Length': String(byteLength),
        'Cache-Control': 'private, max-age=300, immutable',
        // A name for what never changes; express would hash every body of every client for one.
        ETag: `"${request.params.id}-${request.params.chunk}"`,
      });
      response.end(Buffer.from(buffer, byteOffset, byteLength));
    },
  );
  return router;
}
