/** The shared samples of text and data, against what a person sees when opening them in their own programs. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainText } from '../../src/reading/plain-text.ts';
import { dropped } from './dropped.ts';
import { needsSamples, samples } from './files.ts';
import { assertInOrder } from './in-order.ts';

const read = (name: string) => dropped(name, readFileSync(join(samples, name)));

/** The file → phrases in the order in which they stand in it. */
const phrases: Readonly<Record<string, readonly string[]>> = {
  'test.json': [
    '"key1": "string_value"',
    '"key2": 1234',
    '"list_value1"',
    '"list_value2"',
    '"5b64c88c-b3c3-4510-bcb8-da0b200602d8": "uuid_key"',
    '"uuid_value": "9700dc99-6685-40b4-9a3a-5e406dcb37f3"',
  ],
  'test_mskanji.csv': [
    '名前 | 年齢 | 住所\n',
    '佐藤太郎 | 30 | 東京\n',
    '三木英子 | 25 | 大阪\n',
    '髙橋淳 | 35 | 名古屋',
  ],
  'test_notebook.ipynb': [
    '# Test Notebook',
    'print("markitdown")',
    '```\nmarkitdown\n```',
    '## Code Cell Below',
    '# comment in code\nprint(42)',
    '42',
    'End',
  ],
  'test_rss.xml': [
    'The Official Microsoft Blog',
    'Ignite 2024: Why nearly 70% of the Fortune 500 now use Microsoft 365 Copilot',
    '2024-11-19 13:30 UTC · Frank X. Shaw',
    'Two things can be true at the same time.',
    '8080 Books, an imprint of Microsoft, launches, offering thought leadership titles',
    '2024-11-18 13:59 UTC',
    'From questions to discoveries: NASA’s new Earth Copilot',
    'Microsoft introduces new adapted AI models for industry',
    'How real-world businesses are transforming with AI – with 40+ new stories',
    'IDC’s 2024 AI opportunity study: Top five AI trends to watch',
    'Microsoft names Jay Parikh as a member of the senior leadership team',
    'How Copilots are helping customers and partners drive pragmatic innovation',
    'Microsoft’s 2024 Global Diversity & Inclusion Report: Our most global, transparent report yet',
    'New autonomous agents scale your team like never before',
    '2024-10-21 09:29 UTC',
    'Categories: Featured, Recent News',
  ],
  'attachment_nonascii_filename.eml': ['testing', 'This is the first part.', 'ciële.txt', 'Hi there.'],
  'attachment_pdf.eml': [
    'Another PDF with 🎉 Unicode chars in it 🍿',
    'Just attaching another PDF, here, to see what the message looks like,',
    'and to see if I can figure out what is going wrong here.',
    'broken.pdf',
  ],
  'bad_date_header.eml': [
    '**From:** Grants-Notification <infoz@reactive-outpost.com>',
    '**To:** someone@yahoo.com',
    // Its own date is blank: the time at which the last server took it.
    '2010-12-10 19:20 -08:00',
    'You may_be Eligible for Legitimate_Cash from_GovAgencies!',
  ],
  'test_outlook_msg.msg': [
    'M. C. Kurtuluş <test.sender@example.com>',
    'test.recipient@example.com',
    'Test Email Message',
    'This is the body of the test email message',
  ],
  'equations.docx': [
    'For $m=1$',
    '\\sin\\theta=\\frac{m\\lambda}{a}',
    '2.2\\times{10}^{-4}',
    'The angle is',
    'From Eq. 36.1.3,',
    '1.41',
  ],
  'test.docx': [
    'AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation',
    'Qingyun Wu , Gagan Bansal',
    'Abstract',
    'AutoGen is an open-source framework',
    'Introduction',
    'd666f1f7-46cb-42bd-9a39-9a39cf2a509f',
    'Here is a random table for .docx parsing test purposes:',
    '1 | 2 | 3 | 4 | 5 | 6\n',
    '13 | 14 | 49e168b7-d2ae-407f-a055-2167576f39a1 | 15 | 16 | 17\n',
    'Test Image:',
  ],
  'test_with_comment.docx': [
    'Abstract',
    'This is a test comment. 12df-321a',
    'Introduction',
    'd666f1f7-46cb-42bd-9a39-9a39cf2a509f',
    '49e168b7-d2ae-407f-a055-2167576f39a1',
    'Yet another comment in the doc. 55yiyi-asd09',
  ],
  'test.pptx': [
    'AutoGen: Enabling Next-Gen LLM Applications via Multi-Agent Conversation',
    '2cdda5c8-e50e-4db4-b5f0-9722a649f455',
    '04191ea8-5c73-4215-a1d3-1cfb43aaaf12',
    '44bf7d06-5e7a-4a40-a2e1-a2e42ef28c8a',
    'A table to test parsing:',
    '7 | 8 | 9 | 1b92870d-e3b5-4e65-8153-919f4ff45592 | 11 | 12',
    'A chart to test parsing:',
    'a3f6004b-6f4f-4ea8-bee3-3741f4dc385f',
    '2003 | 2003',
    'This is a nested shape with content in 2 shapes',
    'Sub comment 2',
    'This phrase of the caption is Human-written.',
  ],
  'test.epub': [
    'Test EPUB Document',
    'Test Author',
    '# Chapter 1: Test Content',
    'This is a **test** paragraph with some formatting.',
    '- A bullet point',
    '- Another point',
    '# Chapter 2: More Content',
    "Here's a second chapter with a *different* style.",
    '> This is a blockquote for testing.',
  ],
  'test_blog.html': [
    '# Does Model and Inference Parameter Matter in LLM Applications? - A Case Study for MATH',
    'level 2 algebra',
    'Just by tuning the inference parameters like model, number of responses, temperature etc.',
    '## Experiment Setup',
    'We search for the optimal max length in the range of [50, 1000]',
    '## Experiment Results',
    'The first figure in this blog post shows the average accuracy',
    '## Analysis and Discussion',
    '[Auto-GPT](https://github.com/Significant-Gravitas/Auto-GPT)',
    '## For Further Reading',
    '[Research paper about the tuning technique](https://arxiv.org/abs/2303.04673)',
  ],
  'test_wikipedia.html': [
    '# Microsoft',
    '[Bill Gates](https://en.wikipedia.org/wiki/Bill_Gates)',
    '## History',
    '### 1972–1985: Founding',
    '### 1985–1994: Windows and Office',
    '### 2020–present: Acquisitions, Xbox Series X/S, and Windows 11',
    '## Corporate affairs',
    '### Board of directors',
    '### Ownership',
    '## Corporate identity',
    '### Philanthropy',
    '## Controversies',
    '## References',
    '## External links',
    '[Official website](https://www.microsoft.com/)',
  ],
};

/** Both files hold the same two sheets. */
const sheets = [
  'Alpha | Beta | Gamma | Delta\n89 | 82 | 100 | 12\n',
  '58 | 6ff4173b-42a5-4784-9b19-f49caff4d93d | 22 | 9\n',
  '87 | 93 | 95 | 80',
  'ColA | ColB | ColC | ColD\n1 | 2 | 3 | 4\n',
  '13 | 14 | 15 | affc7dad-52dc-4b98-9b5d-51e65d8a8ad0',
];

for (const [name, inOrder] of Object.entries({ ...phrases, 'test.xls': sheets, 'test.xlsx': sheets })) {
  test(`${name} reads as a person reads it`, needsSamples, async () => {
    assertInOrder(plainText(await read(name)), inOrder);
  });
}

test('an archive and noise are no kind that is read', needsSamples, async () => {
  for (const name of ['test_files.zip', 'random.bin']) {
    await assert.rejects(read(name), { code: 'file-unsupported' });
  }
});
