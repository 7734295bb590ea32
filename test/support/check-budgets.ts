import { checkBudgets } from './budgets/rules.ts';

const { violations, figures } = checkBudgets();
for (const [name, value] of Object.entries(figures)) process.stdout.write(`  ${name}: ${value}\n`);
for (const violation of violations) process.stdout.write(`  over budget: ${violation}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
