/** The text of a systemd user unit. Pure. Source: systemd.service(5), systemd.syntax(7), systemd.exec(5). */
import { marked, markPlace, type ServiceFacts, serviceWords } from './facts.ts';

/** One word of a command line, or one assignment: quotes and backslashes as in C, and no specifiers. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('%', '%%')}"`;

/** The whole file. */
export function systemdUnit(facts: ServiceFacts): string {
  const [program = '', ...words] = serviceWords(facts).map(quoted);
  const variables = Object.entries(facts.variables).map(
    ([name, value]) => `Environment=${quoted(`${name}=${value}`)}`,
  );
  const text = [
    markPlace,
    '[Unit]',
    `Description=Nightshift, which looks after ${facts.root.replaceAll('%', '%%')} at night`,
    '',
    '[Service]',
    // The colon keeps systemd from replacing what looks like a variable.
    `ExecStart=:${program} ${words.join(' ')}`,
    ...variables,
    '# Another program may own the root for a while, or the settings may have to be corrected.',
    'Restart=always',
    'RestartSec=60',
    '# The program itself ends what it has started.',
    'KillMode=mixed',
    '',
    '[Install]',
    'WantedBy=default.target',
    '',
  ];
  return marked(text.join('\n'), (comment) => `# ${comment}`);
}
