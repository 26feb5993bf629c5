// Manual pages and shell completions, from what the program says about itself.
//
//   node tools/manual.ts [PROGRAM]     writes ops/man/ and ops/completions/ anew
//
// They are in the repository so that a package can be made without running the program; tests/cli/manual.test.ts fails where they
// are not what this writes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Option { readonly names: readonly string[]; readonly value: string; readonly text: string }
export interface Command { readonly path: readonly string[]; readonly text: string; readonly options: readonly Option[]; readonly positionals: readonly Option[]; readonly commands: readonly Command[] }

const root = join(import.meta.dirname, '..');

// "  --listen TEXT=127.0.0.1:8080 …" with its text behind it or on the lines below.
function entriesOf(help: string, section: string): { head: string; text: string }[] {
  const entries: { head: string; text: string }[] = [];
  let isIn = false;
  for (const line of help.split('\n')) {
    if (/^\S.*:$/.test(line)) isIn = line === `${section}:`;
    if (!isIn || !line.startsWith('  ')) continue;
    const continued = /^ {20,}(\S.*)$/.exec(line);
    const last = entries.at(-1);
    if (continued && last) {
      last.text = `${last.text} ${continued[1]}`.trim();
      continue;
    }
    const [, head = '', text = ''] = /^ {2}(\S.*?)(?: {2,}(\S.*)|(?<=\S{28}) (\S.*))?$/.exec(line) ?? [];
    entries.push({ head, text });
  }
  return entries;
}

function optionOf({ head, text }: { head: string; text: string }): Option {
  // A head as wide as its column has one blank only behind it.
  const [names = '', ...rest] = head.split(' ');
  const isValue = /^(TEXT|INT|UINT|FLOAT)\S*$/.test(rest[0] ?? '');
  const isMany = rest[1] === '...';
  const value = isValue ? rest[0]! + (isMany ? ' …' : '') : '';
  const said = [...rest.slice((isValue ? 1 : 0) + (isMany ? 1 : 0)), text].join(' ').trim();
  return { names: names.replaceAll(/\{[^}]*\}/g, '').split(','), value, text: said };
}

export function commandOf(program: string, path: readonly string[] = [], text = ''): Command {
  const help = execFileSync(program, [...path, '--help'], { encoding: 'utf8', cwd: root });
  const commands = entriesOf(help, 'Subcommands').map(({ head, text: said }) => {
    const [name = '', ...rest] = head.split(' ');
    return commandOf(program, [...path, name], [...rest, said].join(' ').trim());
  });
  return { path, text, options: entriesOf(help, 'Options').map(optionOf), positionals: entriesOf(help, 'Positionals').map(optionOf), commands };
}

export const allOf = (command: Command): Command[] => [command, ...command.commands.flatMap(allOf)];

// ---- Manual pages, in the macros of man(7) ----

const escaped = (text: string): string => text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^([.'])/gm, '\\&$1');
const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;

function optionText(option: Option): string {
  return `.TP\n${option.names.map(bold).join(', ')}${option.value === '' ? '' : ` \\fI${escaped(option.value)}\\fR`}\n${escaped(option.text) || '\\&'}\n`;
}

function optionsOf(command: Command): string {
  return [...command.positionals, ...command.options].map(optionText).join('');
}

const head = (name: string, section: number, version: string, text: string): string =>
  `.\\" Written by tools/manual.ts of what the program says about itself; not by hand.\n.TH ${name.toUpperCase()} ${section} "" "Skranke ${version}" "Skranke"\n.SH NAME\n${name} \\- ${escaped(text)}\n`;

const exit_status = `.SH EXIT STATUS
.TP
0
done, or yes
.TP
1
a well\\-formed no: rejected, not eligible, an invalid number
.TP
2
usage
.TP
3
undetermined: a fact is missing
.TP
4
bad input
.TP
5
something outside failed: a file, a database, a server
`;

const settings = `.SH CONFIGURATION
Each option is also a key of the file that \\fB\\-\\-config\\fR names (TOML, without the hyphens before it) and a variable of the environment (\\fBSKRANKE_\\fR and the name in capitals, hyphens as underscores). A flag comes before the environment, the environment before the file.
`;

export function manualPages(program: Command, version: string): Map<string, string> {
  const pages = new Map<string, string>();
  const of = (name: string): Command => program.commands.find(({ path }) => path[0] === name)!;
  const services = new Map([['serve', `.SH SIGNALS
.TP
SIGTERM
says at /readyz that the server is not ready, serves on for as long as \\fB\\-\\-leave\\-after\\fR says, then takes no more connections, finishes what was accepted, and ends. A second one does not wait.
.TP
SIGINT
the same at once.
.SH FILES
.TP
.I /etc/skranke/skranke.toml
the configuration of the packaged service
.TP
.I /var/lib/skranke
its database and its keys
.SH SEE ALSO
.BR skranke (1),
.BR skranke\\-verifier (8),
.BR systemd.exec (5)
`], ['verifier', `.SH FILES
.TP
.I /var/lib/skranke\\-verifier
the register and the database of the packaged service
.TP
.I /run/skranke\\-verifier/socket
where it listens
.SH SEE ALSO
.BR skranke (1),
.BR skranke\\-serve (8)
`]]);
  for (const [name, rest] of services) {
    const command = of(name);
    pages.set(`skranke-${name}.8`, `${head(`skranke-${name}`, 8, version, command.text)}.SH SYNOPSIS
.B skranke ${name}
[\\fIOPTIONS\\fR]
.SH OPTIONS
${optionsOf(command)}${settings}${exit_status}${rest}`);
  }
  const sections = allOf(program).slice(1).filter(({ path }) => !services.has(path[0]!)).map((command) =>
    `.SS skranke ${escaped(command.path.join(' '))}\n${escaped(command.text) || '\\&'}\n${optionsOf({ ...command, options: command.options.filter(({ names }) => !names.includes('--help')) })}`);
  pages.set('skranke.1', `${head('skranke', 1, version, 'which documents prove who somebody is, at a citizen-service centre')}.SH SYNOPSIS
.B skranke
[\\fIOPTIONS\\fR] \\fISUBCOMMAND\\fR …
.SH DESCRIPTION
One program: it answers questions about documents, witnesses and CPR numbers, keeps the register, and serves the pages of citizens and officers. Results are on standard output, everything else on standard error; \\- as a file is standard input.
.SH OPTIONS
${optionsOf(program)}.SH SUBCOMMANDS
.B serve
and
.B verifier
have pages of their own:
.BR skranke\\-serve (8),
.BR skranke\\-verifier (8).
${sections.join('')}${settings}${exit_status}.SH SEE ALSO
.BR skranke\\-serve (8),
.BR skranke\\-verifier (8)
`);
  return pages;
}

// ---- Completions ----

const flagsOf = (command: Command): string[] => command.options.flatMap(({ names }) => names.filter((name) => name.startsWith('--')));
const wordsOf = (command: Command): string => [...command.commands.map(({ path }) => path.at(-1)!), ...flagsOf(command)].join(' ');

function bashOf(program: Command): string {
  const cases = allOf(program).map((command) => `    '${command.path.join(' ')}') words='${wordsOf(command)}' ;;`).join('\n');
  const known = allOf(program).slice(1).map(({ path }) => `'${path.join(' ')}'`).join('|');
  return `# Completion for bash; written by tools/manual.ts, not by hand.
_skranke() {
  local word=\${COMP_WORDS[COMP_CWORD]} command='' longer words i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    longer="\${command:+$command }\${COMP_WORDS[i]}"
    case $longer in
      ${known}) command=$longer ;;
    esac
  done
  case $command in
${cases}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  [[ $word == -* ]] || mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
}
complete -o filenames -F _skranke skranke
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function zshOf(program: Command): string {
  const plain = (text: string): string => text.replaceAll(/[[\]:]/g, ' ').replaceAll(/\s+/g, ' ').trim();
  const cases = allOf(program).map((command) => {
    const options = command.options.flatMap((option) => option.names.filter((name) => name.startsWith('--'))
      .map((name) => `${quoted(`${name}:${plain(option.text)}`)}`));
    const commands = command.commands.map((each) => quoted(`${each.path.at(-1)}:${plain(each.text)}`));
    return `    ${quoted(command.path.join(' '))}) commands=(${commands.join(' ')}); options=(${options.join(' ')}) ;;`;
  }).join('\n');
  const known = allOf(program).slice(1).map(({ path }) => quoted(path.join(' '))).join('|');
  return `#compdef skranke
# Completion for zsh; written by tools/manual.ts, not by hand.
_skranke() {
  local command='' longer i
  local -a commands options
  for ((i = 2; i < CURRENT; ++i)); do
    longer="\${command:+$command }\${words[i]}"
    case $longer in
      ${known}) command=$longer ;;
    esac
  done
  case $command in
${cases}
  esac
  _describe -t commands 'subcommand' commands
  _describe -o -t options 'option' options
  _files
}
_skranke "$@"
`;
}

function fishOf(program: Command): string {
  const lines = allOf(program).flatMap((command) => {
    // Behind all words of the command, and before a further one.
    const seen = command.path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const further = command.commands.map(({ path }) => path.at(-1)!);
    const before = further.length === 0 ? [] : [`not __fish_seen_subcommand_from ${further.join(' ')}`];
    const when = [...seen, ...before].join('; and ');
    const condition = when === '' ? '' : ` -n ${quoted(when)}`;
    return [
      ...command.commands.map((each) => `complete -c skranke${condition} -a ${each.path.at(-1)} -d ${quoted(each.text)}`),
      ...command.options.flatMap((option) => option.names.filter((name) => name.startsWith('--'))
        .map((name) => `complete -c skranke${condition} -l ${name.slice(2)}${option.value === '' ? '' : ' -r'} -d ${quoted(option.text)}`)),
    ];
  });
  return `# Completion for fish; written by tools/manual.ts, not by hand.\n${lines.join('\n')}\n`;
}

export const completions = (program: Command): Map<string, string> =>
  new Map([['skranke.bash', bashOf(program)], ['_skranke', zshOf(program)], ['skranke.fish', fishOf(program)]]);

export const versionOf = (): string => /project\(skranke VERSION ([0-9.]+)/.exec(readFileSync(join(root, 'CMakeLists.txt'), 'utf8'))?.[1] ?? '';

// What this tool writes, by path.
export function written(program: string): Map<string, string> {
  const command = commandOf(program);
  return new Map([...[...manualPages(command, versionOf())].map(([name, text]): [string, string] => [`ops/man/${name}`, text]),
    ...[...completions(command)].map(([name, text]): [string, string] => [`ops/completions/${name}`, text])]);
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of written(process.argv[2] ?? join(root, 'build/release/skranke'))) writeFileSync(join(root, path), text);
}
