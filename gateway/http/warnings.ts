import { Router } from 'express';
import type { Access } from '../access/port.ts';
import type { Entity } from '../contract/entities.ts';
import { GatewayError } from '../contract/errors.ts';
import { WARNING_RULE_PREFIXES } from '../contract/kpi-warning.ts';
import type { WarningsReply } from '../contract/warning-replies.ts';
import type { WarningRule } from '../contract/warning-rules.ts';
import type { StateView } from '../fold/port.ts';
import { readingAs } from './identify.ts';
import { isoWithOffset, withIsoInstants } from './time.ts';

export interface WarningsRouterOptions {
  readonly access: Access;
  readonly view: () => StateView;
  readonly utcOffsetMinutes: number;
}

/** `GET /v1/warnings`: what the rules have found, what was sent to the front line, how each rule has done; not for visitors. */
export function warningsRouter({ access, view, utcOffsetMinutes }: WarningsRouterOptions): Router {
  const router = Router();
  const told = (entities: Iterable<Entity>) =>
    [...entities].map((entity) => withIsoInstants(entity, utcOffsetMinutes));
  router.get('/v1/warnings', (request, response) => {
    if (readingAs(access, request) !== 'operator')
      throw new GatewayError('forbidden', 'warnings are not told to visitors; use a read key');
    const state = view();
    response.json({
      at: isoWithOffset(state.now(), utcOffsetMinutes),
      warnings: told(state.all('warning')),
      instructions: told(state.all('instruction')),
      rules: state.warningRules().map((rule) => standingOf(rule, state)),
    });
  });
  return router;
}

function standingOf(rule: WarningRule, state: StateView): WarningsReply['rules'][number] {
  const { id, name, signal, level, minimum, basis } = rule;
  const of = (prefix: string) => state.get('kpi', `${prefix}${id}`)?.value ?? 0;
  return {
    id,
    name,
    signal,
    level,
    basis: basis.text,
    observations: of(WARNING_RULE_PREFIXES.OBSERVATIONS),
    minimum,
    silent: of(WARNING_RULE_PREFIXES.SILENT) === 1,
    generated: of(WARNING_RULE_PREFIXES.GENERATED),
    issued: of(WARNING_RULE_PREFIXES.ISSUED),
    signedInTime: of(WARNING_RULE_PREFIXES.SIGNED_IN_TIME),
    answered: of(WARNING_RULE_PREFIXES.ANSWERED),
    overdue: of(WARNING_RULE_PREFIXES.OVERDUE),
    converted: of(WARNING_RULE_PREFIXES.CONVERTED),
    useful: of(WARNING_RULE_PREFIXES.USEFUL),
    false: of(WARNING_RULE_PREFIXES.FALSE),
  };
}
