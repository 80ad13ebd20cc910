/** The text of a launchd user agent. Pure. Source: launchd.plist(5). */
import { marked, markPlace, type ServiceFacts, serviceWords } from './facts.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const string = (text: string): string =>
  `<string>${text.replace(/[&<>]/g, (character) => escapes[character] ?? character)}</string>`;

/**
 * The whole file.
 *
 * @param label its name for launchd
 * @param errors the file for what the program says when it cannot start
 */
export function launchdPlist(facts: ServiceFacts, label: string, errors: string): string {
  const words = serviceWords(facts).map((word) => `    ${string(word)}`);
  const variables = Object.entries(facts.variables).flatMap(([name, value]) => [
    `    <key>${name}</key>`,
    `    ${string(value)}`,
  ]);
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    markPlace,
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    `  ${string(label)}`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...words,
    '  </array>',
    '  <key>EnvironmentVariables</key>',
    '  <dict>',
    ...variables,
    '  </dict>',
    '  <!-- Another program may own the root for a while, or the settings may have to be corrected. -->',
    '  <key>KeepAlive</key>',
    '  <true/>',
    '  <key>ThrottleInterval</key>',
    '  <integer>60</integer>',
    '  <!-- The night is to be used: no throttling. -->',
    '  <key>ProcessType</key>',
    '  <string>Interactive</string>',
    '  <key>StandardErrorPath</key>',
    `  ${string(errors)}`,
    '</dict>',
    '</plist>',
    '',
  ];
  return marked(text.join('\n'), (comment) => `<!-- ${comment} -->`);
}
