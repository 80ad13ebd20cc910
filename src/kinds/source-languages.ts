/** The programming languages: how a file in one of them is told by its name, and what it is called. */

/** One language. */
export interface SourceLanguage {
  /** As people write it. */
  readonly name: string;
  /** The word behind the fence of a Markdown code block. */
  readonly fence: string;
  /** Registered where there is one (IANA), else the name of the freedesktop.org shared MIME database. */
  readonly mime: string;
  /** In lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Whole file names, in lower case. */
  readonly fileNames: readonly string[];
  /** Programs that a first line `#!…` may name. */
  readonly interpreters: readonly string[];
}

/** Name, fence, media type, extensions, whole names, interpreters; words parted by spaces. */
const table: readonly (readonly [string, string, string, string, string?, string?])[] = [
  ['Ada', 'ada', 'text/x-ada', 'adb ads'],
  ['Assembly', 'asm', 'text/x-asm', 'asm s'],
  ['AWK', 'awk', 'application/x-awk', 'awk', '', 'awk gawk mawk'],
  ['Batch', 'bat', 'application/x-bat', 'bat cmd'],
  ['C', 'c', 'text/x-csrc', 'c h'],
  ['C++', 'cpp', 'text/x-c++src', 'cpp cc cxx hpp hh hxx ino'],
  ['C#', 'csharp', 'text/x-csharp', 'cs csx'],
  ['Clojure', 'clojure', 'text/x-clojure', 'clj cljs cljc edn'],
  ['CMake', 'cmake', 'text/x-cmake', 'cmake', 'cmakelists.txt'],
  ['COBOL', 'cobol', 'text/x-cobol', 'cob cbl'],
  ['CSS', 'css', 'text/css', 'css'],
  ['Dart', 'dart', 'text/x-dart', 'dart'],
  ['Dockerfile', 'dockerfile', 'text/x-dockerfile', 'dockerfile', 'dockerfile containerfile'],
  ['Elixir', 'elixir', 'text/x-elixir', 'ex exs', '', 'elixir'],
  ['Elm', 'elm', 'text/x-elm', 'elm'],
  ['Erlang', 'erlang', 'text/x-erlang', 'erl hrl', '', 'escript'],
  ['F#', 'fsharp', 'text/x-fsharp', 'fs fsx fsi'],
  ['Fish', 'fish', 'application/x-fishscript', 'fish', '', 'fish'],
  ['Fortran', 'fortran', 'text/x-fortran', 'f for f77 f90 f95 f03'],
  ['Go', 'go', 'text/x-go', 'go'],
  ['GraphQL', 'graphql', 'application/graphql', 'graphql gql'],
  ['Groovy', 'groovy', 'text/x-groovy', 'groovy gradle', 'jenkinsfile', 'groovy'],
  ['Haskell', 'haskell', 'text/x-haskell', 'hs lhs', '', 'runghc runhaskell'],
  ['Java', 'java', 'text/x-java', 'java'],
  ['JavaScript', 'javascript', 'text/javascript', 'js mjs cjs jsx', '', 'node nodejs'],
  ['Julia', 'julia', 'text/x-julia', 'jl', '', 'julia'],
  ['Kotlin', 'kotlin', 'text/x-kotlin', 'kt kts', '', 'kotlin'],
  ['Less', 'less', 'text/x-less', 'less'],
  ['Lisp', 'lisp', 'text/x-common-lisp', 'lisp lsp cl el', '', 'sbcl clisp'],
  ['Lua', 'lua', 'text/x-lua', 'lua', '', 'lua luajit'],
  ['Makefile', 'makefile', 'text/x-makefile', 'mk mak', 'makefile gnumakefile', 'make'],
  ['MATLAB', 'matlab', 'text/x-matlab', '', '', 'octave'],
  ['Nim', 'nim', 'text/x-nim', 'nim'],
  ['Nix', 'nix', 'text/x-nix', 'nix'],
  ['Objective-C', 'objc', 'text/x-objcsrc', 'm mm'],
  ['OCaml', 'ocaml', 'text/x-ocaml', 'ml mli', '', 'ocaml'],
  ['Pascal', 'pascal', 'text/x-pascal', 'pas dpr lpr'],
  ['Perl', 'perl', 'text/x-perl', 'pl pm', '', 'perl perl5'],
  ['PHP', 'php', 'text/x-php', 'php phtml', '', 'php'],
  ['PowerShell', 'powershell', 'application/x-powershell', 'ps1 psm1 psd1', '', 'pwsh powershell'],
  ['Prolog', 'prolog', 'text/x-prolog', 'pro', '', 'swipl'],
  ['Protocol Buffers', 'proto', 'text/x-protobuf', 'proto'],
  ['Python', 'python', 'text/x-python', 'py pyw pyi', 'sconstruct', 'python python2 python3 pypy pypy3 uv'],
  ['R', 'r', 'text/x-r', 'r', '', 'rscript'],
  ['Ruby', 'ruby', 'text/x-ruby', 'rb rake gemspec', 'gemfile rakefile vagrantfile podfile', 'ruby'],
  ['Rust', 'rust', 'text/x-rust', 'rs'],
  ['Sass', 'scss', 'text/x-scss', 'scss sass'],
  ['Scala', 'scala', 'text/x-scala', 'scala sc', '', 'scala'],
  ['Scheme', 'scheme', 'text/x-scheme', 'scm ss rkt', '', 'guile racket'],
  [
    'Shell',
    'sh',
    'application/x-shellscript',
    'sh bash zsh ksh command',
    '.bashrc .zshrc .profile',
    'sh bash zsh ksh dash ash',
  ],
  ['SQL', 'sql', 'application/sql', 'sql ddl'],
  ['Svelte', 'svelte', 'text/x-svelte', 'svelte'],
  ['Swift', 'swift', 'text/x-swift', 'swift', '', 'swift'],
  ['Tcl', 'tcl', 'text/x-tcl', 'tcl', '', 'tclsh wish expect'],
  ['Terraform', 'hcl', 'text/x-hcl', 'tf tfvars hcl'],
  ['TypeScript', 'typescript', 'text/x-typescript', 'ts mts cts tsx', '', 'deno bun tsx ts-node'],
  ['Verilog', 'verilog', 'text/x-verilog', 'v sv svh'],
  ['VHDL', 'vhdl', 'text/x-vhdl', 'vhd vhdl'],
  ['Vim script', 'vim', 'text/x-vim', 'vim', '.vimrc'],
  ['Visual Basic', 'vb', 'text/x-vb', 'vb bas vbs cls frm'],
  ['Vue', 'vue', 'text/x-vue', 'vue'],
  ['WebAssembly', 'wasm', 'text/x-wat', 'wat'],
  ['Zig', 'zig', 'text/x-zig', 'zig'],
];

const words = (list = ''): readonly string[] => (list === '' ? [] : list.split(' '));

/** All of them, in the order of their names. */
export const sourceLanguages: readonly SourceLanguage[] = table.map(
  ([name, fence, mime, extensions, fileNames, interpreters]) => ({
    name,
    fence,
    mime,
    extensions: words(extensions),
    fileNames: words(fileNames),
    interpreters: words(interpreters),
  }),
);
