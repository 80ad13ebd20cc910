/** Notes in a language that nobody speaks, whose words are as frequent as those of real ones. */
import type { Random } from '../random.ts';

/** Words in all. */
const vocabulary = 60_000;
/** The most frequent ones; questions are asked with rarer ones, as the small words of a real language are left out. */
const smallWords = 100;
const syllables =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu'.split(' ');

function word(number: number): string {
  let text = '';
  for (let rest = number + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length)) {
    text += syllables[rest % syllables.length];
  }
  return text;
}

/** Draws words by Zipf's law in Mandelbrot's form, rank + 2.7 to the power of −1. */
export class Zipf {
  readonly #random: Random;
  readonly #words = Array.from({ length: vocabulary }, (_, rank) => word(rank));
  readonly #sums = new Float64Array(vocabulary);

  constructor(random: Random) {
    this.#random = random;
    let sum = 0;
    for (let rank = 0; rank < vocabulary; rank += 1) {
      sum += 1 / (rank + 2.7);
      this.#sums[rank] = sum;
    }
  }

  /** One of our notes with `pages` pages of 120 to 180 words, each as long as one chunk. */
  note(number: number, pages: number): string {
    const text = Array.from(
      { length: pages },
      (_, page) => `### Page ${page + 1}\n\n${this.#many(120 + Math.floor(this.#random() * 60), 0)}.\n`,
    );
    const title = this.#many(4, smallWords);
    const source = `texts/${number}.pdf`;
    const head = `title: ${title}\nsummary: ${this.#many(20, 0)}\ntags: [${this.#word(smallWords)}]\nsource: ${source}`;
    const facts = `sha256: "${String(number).padStart(64, '0')}"\nkind: text\npages: ${pages}`;
    return `---\n${head}\n${facts}\n---\n# ${title}\n\n## Text\n\n${text.join('\n')}`;
  }

  /** Three to eight words, drawn as they stand in the notes, without the small ones. */
  question(): string {
    return this.#many(3 + Math.floor(this.#random() * 6), smallWords);
  }

  #many(count: number, from: number): string {
    return Array.from({ length: count }, () => this.#word(from)).join(' ');
  }

  #word(from: number): string {
    for (;;) {
      const rank = this.#rank();
      if (rank >= from) return this.#words[rank]!;
    }
  }

  #rank(): number {
    const wanted = this.#random() * this.#sums[vocabulary - 1]!;
    let [low, high] = [0, vocabulary - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
