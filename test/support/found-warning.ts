import {
  COMMAND_EXAMPLES,
  type Command,
  type CommandType,
  FIRST_EVENT,
  type WarningsReply,
} from '../../gateway/contract/index.ts';
import type { TestGateway } from './gateway.ts';
import { waitFor } from './wait.ts';

/** The example of a command, about something that is there: a finding can be known by no example. */
export async function commandOf(gateway: TestGateway, type: CommandType): Promise<Command> {
  const { command } = COMMAND_EXAMPLES[type];
  return command.subject.startsWith('warning:')
    ? { ...command, subject: await foundWarning(gateway) }
    : command;
}

/** Subject of a warning that the rules really find; its id holds the day and a mark of the finding. */
async function foundWarning(gateway: TestGateway): Promise<string> {
  const data = { title: '噪声扰民', kind: 'APPEAL', category: '噪声', area: '990101001001' };
  const said = Array.from({ length: 20 }, (_, i) => ({
    ...FIRST_EVENT,
    id: `found-${i}`,
    subject: `found-${i}`,
    data,
  }));
  await gateway.post('/v1/events', said);
  return waitFor('a finding', async () => {
    const { warnings } = (await (await gateway.get('/v1/warnings')).json()) as WarningsReply;
    return warnings[0] === undefined ? null : `warning:${warnings[0].id}`;
  });
}
