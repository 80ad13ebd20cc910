/** Characters of formulas and what LaTeX calls them. */

/** Names of the Greek letters whose capital LaTeX has no other letter for, and of signs, by their character. */
const commands: Readonly<Record<string, string>> = Object.fromEntries(
  `α alpha β beta γ gamma δ delta ϵ epsilon ε varepsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda
  μ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega
  Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega
  ∞ infty ∂ partial ∇ nabla ℏ hbar ℓ ell ℜ Re ℑ Im ℵ aleph ∅ emptyset ∀ forall ∃ exists ∄ nexists ¬ neg
  ∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ∪ cup ∩ cap ∖ setminus ∧ wedge ∨ vee ⊕ oplus ⊗ otimes
  ± pm ∓ mp × times ÷ div ⋅ cdot · cdot ∙ cdot ∗ ast ⋆ star ∘ circ • bullet √ surd
  ≤ leq ≥ geq ≠ neq ≡ equiv ≈ approx ≅ cong ≃ simeq ∼ sim ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ⊥ perp ∥ parallel ∣ mid
  → to ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↦ mapsto ↑ uparrow ↓ downarrow
  ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint ∯ oiint ∰ oiiint ⋃ bigcup ⋂ bigcap ⋁ bigvee ⋀ bigwedge ⨁ bigoplus ⨂ bigotimes
  … ldots ⋯ cdots ⋮ vdots ⋱ ddots ∠ angle ∴ therefore ∵ because ⟨ langle ⟩ rangle ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor
  ‖ Vert ⊢ vdash ⊨ models ≜ triangleq ⊤ top`
    .split(/\s+/)
    .flatMap((word, index, all) => (index % 2 === 0 ? [[word, `\\${all[index + 1]}`]] : [])),
);

/** Signs that mean something to LaTeX or to Markdown, written so that they do not. */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\backslash',
  '{': '\\{',
  '}': '\\}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  '~': '\\sim',
  '<': '\\lt',
  '[': '\\lbrack',
  ']': '\\rbrack',
  '|': '\\vert',
  '`': "'",
  '−': '-',
  '–': '-',
  '′': "'",
  '″': "''",
  '°': '^{\\circ}',
  '\u2061': '',
  '\u2062': '',
  '\u2063': '',
  '\u2064': '',
  '\u200b': '',
  '\u00a0': '~',
};

/** Functions that LaTeX sets upright. */
const functions = new Set(
  (
    'arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log ' +
    'max min Pr sec sin sinh sup tan tanh'
  ).split(' '),
);

/** The words of a formula in LaTeX; what is no sign of LaTeX's own stays the character that it is. */
export function latexText(text: string): string {
  let out = '';
  // A word before the sign that applies it (U+2061) is a function.
  const [start = '', ...rest] = text.split('\u2061');
  if (rest.length > 0) {
    const word = /[a-zA-Z]{2,}$/.exec(start)?.[0] ?? '';
    const name = latexFunction(word) ?? word;
    return spaced(
      spaced(latexText(start.slice(0, start.length - word.length)), name),
      latexText(rest.join('\u2061')),
    );
  }
  // Letters that Unicode has once more in italic, bold and script are the plain letters in a formula.
  for (const character of plainLetters(text)) {
    const command = commands[character] ?? escapes[character] ?? character;
    out = spaced(out, command);
  }
  return out;
}

/** Two pieces of LaTeX one after the other: a command ends where something else than a letter follows. */
export function spaced(before: string, after: string): string {
  return /\\[a-zA-Z]+$/.test(before) && /^[a-zA-Z]/.test(after) ? `${before} ${after}` : before + after;
}

function plainLetters(text: string): string {
  return text.replace(/[\u{1D400}-\u{1D7FF}\u2102-\u2138]/gu, (letter) => letter.normalize('NFKC'));
}

/** Words in a formula, not letters: what means something to LaTeX is written so that it does not. */
export function latexWords(text: string): string {
  return `\\text{${text
    .replace(/[\\^~`]/g, ' ')
    .replace(/[{}$&#%_]/g, '\\$&')
    .replace(/<(?=\S)/g, '< ')}}`;
}

/** `sin` as `\sin`; other words as the name of an operator; undefined when it is no word. */
export function latexFunction(name: string): string | undefined {
  if (functions.has(name)) return `\\${name}`;
  return /^[a-zA-Z]{2,}$/.test(name) ? `\\operatorname{${name}}` : undefined;
}

/** What a sign over or under a group is in LaTeX. */
export const accents: Readonly<Record<string, string>> = {
  '\u0302': 'hat',
  '^': 'hat',
  '\u0303': 'tilde',
  '~': 'tilde',
  '\u0304': 'bar',
  '\u0305': 'overline',
  '¯': 'overline',
  '\u0307': 'dot',
  '\u0308': 'ddot',
  '\u20db': 'dddot',
  '\u030c': 'check',
  '\u0306': 'breve',
  '\u0301': 'acute',
  '\u0300': 'grave',
  '\u20d7': 'vec',
  '→': 'overrightarrow',
  '\u20d6': 'overleftarrow',
  '←': 'overleftarrow',
  '⏞': 'overbrace',
  '⏟': 'underbrace',
};
