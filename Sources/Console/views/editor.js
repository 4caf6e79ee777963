// Writing a scenario: checked while one types, tried in a sandbox; no file is touched.

import { button, call, complain, copy, h, icon, many, save, show } from '../kit.js';
import { play } from '../play.js';
import { ruleTable } from '../ruletable.js';
import { keep, kept } from '../settings.js';
import { scenarioNamed } from '../store.js';

const LINE_PX = 21;
const CHECK_AFTER_MS = 250;
const COLOURED_MAX = 2000;

const FIRST_TEXT = `# A till should retry up to three times, then reverse.
title: OTT answers the second retry only
messaging: dual
rules:
  - name: ott-busy
    on: [provision, retry]
    when: {provider: ott}
    replies:
      - error: 503 UPSTREAM_UNAVAILABLE
      - lost: reply
        by: close
      - normal
expect:
  finally: confirmed
  retries: {min: 1, max: 3}
`;

/** The language in a few words; docs/scenarios.md has the rest. */
const WORDS = [
	['on', 'provision retry confirm reverse lookup redeem … deliver connect'],
	['when', 'provider client terminal merchant product amount cents body.PATH header.NAME'],
	['…: value', '[list] {min, max} {matches: REGEX} {present: true}'],
	['lost', 'request | reply, with by: silence | close | reset, hold: 30s'],
	['error', '503 UPSTREAM_UNAVAILABLE, with processed: yes'],
	['decline', '404 DO_NOT_HONOR'],
	['garbled', 'truncated malformed-json wrong-length bad-chunk not-http empty html-502 wrong-content-type'],
	['delay', '250ms | {between: [100ms, 2s]} | {median: 300ms, p99: 4s}'],
	['per, every, chance, during', 'transaction sandbox client terminal; 10; 10%; {from: 10s, for: 30s, every: 60s}'],
	['expect', 'finally: confirmed | reversed | provisioned | declined; retries: {min: 1, max: 3}'],
];

/** Keys, numbers, quoted text, punctuation, space, other words. */
const TOKEN = /([\w.-]+)(?=\s*:(?:\s|$))|(\b\d+(?:\.\d+)?(?:ms|s|m|h|d|%)?\b)|("[^"]*"|'[^']*')|([-{}[\],:])|(\s+)|([^\s{}[\],:]+)/g;
const CLASSES = ['', 'k', 'n', 's', 'd', '', ''];

/** A line in colours, with a squiggle under each of `marks`, `{from, to}`. */
function coloured(text, marks) {
	const out = [], edges = marks.flatMap(({ from, to }) => [from, to]).sort((a, b) => a - b);
	const put = (cls, part, from) => {
		let at = from;
		for (const end of [...edges.filter((edge) => edge > from && edge < from + part.length), from + part.length]) {
			const isMarked = marks.some((mark) => at >= mark.from && at < mark.to);
			out.push(h('span', { class: `${cls} ${isMarked ? 'sq' : ''}` }, text.slice(at, end)));
			at = end;
		}
	};
	const comment = /(^|\s)#.*$/.exec(text);
	const end = comment ? comment.index + comment[1].length : text.length;
	for (const match of text.slice(0, end).matchAll(TOKEN)) {
		put(CLASSES[match.findIndex((part, index) => index > 0 && part !== undefined)], match[0], match.index);
	}
	if (comment) put('c', text.slice(end), end);
	return out;
}

export function editor({ parts }) {
	const name = parts.slice(1).join('/'), origin = scenarioNamed(name), draft = `draft.${name}`;
	const area = h('textarea', {
		spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off', 'aria-label': 'Scenario, YAML',
		'aria-describedby': 'ed-keys', oninput: () => edited(), onkeydown: (event) => press(event),
	});
	const gutter = h('div.ed-gut', { 'aria-hidden': 'true' }), lines = h('div.ed-hl', { 'aria-hidden': 'true' });
	const problems = h('ul.problems', { 'aria-label': 'Mistakes' });
	const status = h('span.tag', { role: 'status' }, 'checking …');
	const scroller = h('div.ed', h('div.ed-in', gutter, area, lines));
	const preview = h('div');
	const tryIt = button('Try it in a sandbox', () => play({
		name: name || 'draft', title: 'The text as it stands; no file is touched.',
	}, area.value), 'primary', 'play');
	let mistakes = [], run = 0, timer;

	function paint() {
		const texts = area.value.split('\n');
		area.style.height = `${texts.length * LINE_PX + 4}px`;
		area.style.width = `${texts.reduce((most, text) => Math.max(most, text.length), 40) + 2}ch`;
		const onLine = (index) => mistakes.filter((one) => one.line === index + 1);
		// To colour very many lines takes too long for every key.
		if (texts.length > COLOURED_MAX) {
			show(gutter, texts.map((_, index) => index + 1).join('\n'));
			show(lines, area.value);
		} else {
			show(gutter, texts.map((_, index) => h('div', { class: onLine(index).length ? 'bad' : '' }, index + 1)));
			show(lines, texts.map((text, index) => {
				const here = onLine(index);
				const marks = here.map((one) => ({ from: one.column - 1, to: Math.max(one.column, one.endColumn - 1) }));
				return h('div', { class: `line ${here.length ? 'bad' : ''}` }, coloured(text, marks), here.map((one) =>
					h('span.lens', one.message + (one.replacement ? ` → ${one.replacement}?` : ''))));
			}));
		}
		show(problems, mistakes.map((one) => h('li', { onclick: () => jump(one) },
			h('button.mono.quiet', { 'aria-label': `Line ${one.line}, column ${one.column}` }, `${one.line}:${one.column}`),
			h('span', one.message, one.hint && h('small', one.hint)),
			one.replacement && button(`Write “${one.replacement}”`, (event) => { event.stopPropagation(); mend(one); }, 'small'))));
		problems.hidden = !mistakes.length;
	}

	const place = (one, column = one.column) =>
		area.value.split('\n').slice(0, one.line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
	function jump(one) {
		area.focus();
		area.setSelectionRange(place(one), place(one));
		scroller.scrollTop = Math.max(0, (one.line - 4) * LINE_PX);
	}
	function mend(one) {
		area.setRangeText(one.replacement, place(one), place(one, Math.max(one.column, one.endColumn)), 'end');
		mistakes = mistakes.filter((other) => other !== one);
		edited(0);
	}

	async function check() {
		const mine = ++run;
		try {
			const found = await call('POST', 'check', area.value, 'application/yaml');
			if (mine !== run) return;
			mistakes = found.diagnostics;
			show(preview, found.scenario && h('section.card', h('h2', 'As a table'), ruleTable(found.scenario.rules)));
		} catch (error) { return complain(error); }
		status.className = `tag ${mistakes.length ? 't-bad' : 't-ok'}`;
		show(status, icon(mistakes.length ? 'fail' : 'pass'), mistakes.length ? many(mistakes.length, 'mistake') : 'no mistakes');
		tryIt.disabled = mistakes.length > 0;
		paint();
	}

	function edited(after = CHECK_AFTER_MS) {
		keep(draft, area.value);
		paint();
		clearTimeout(timer);
		timer = setTimeout(check, after);
	}

	function press(event) {
		const insert = (text) => {
			event.preventDefault();
			area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
			edited();
		};
		if (event.key === 'Tab' && !event.shiftKey && !area.isFree) insert('  ');
		if (event.key === 'Enter') {
			// A new line begins where the one before did, after the dash of a list.
			const indent = /(?:^|\n)( *)(- )?[^\n]*$/.exec(area.value.slice(0, area.selectionStart));
			insert('\n' + indent[1] + (indent[2] ? '  ' : ''));
		}
		area.isFree = event.key === 'Escape';
	}

	area.value = kept(draft) ?? origin?.text ?? FIRST_TEXT;
	tryIt.disabled = true;
	paint();
	check();
	return {
		title: 'Editor', isFixed: true,
		node: [
			h('div.head',
				h('div.grow', h('h1', origin ? `A copy of ${name}` : 'A scenario of your own'),
					h('div.row.facts', status, h('span', { id: 'ed-keys' }, 'Esc, then Tab leaves the text.'))),
				h('div.row',
					button('Begin anew', () => { area.value = origin?.text ?? FIRST_TEXT; edited(0); }, '', 'reset'),
					button('Copy', () => copy(area.value, 'Scenario copied'), '', 'copy'), button('Download', () => save(new Blob([area.value]), `${(name || 'scenario').split('/').pop()}.yaml`)), tryIt)),
			h('div.edit', h('div.ed-box', scroller, problems), h('div.stack.side',
				h('section.card.stack', h('h2', 'Words'), h('dl.stack', WORDS.map(([word, text]) =>
					h('div', h('dt', h('code.k', word)), h('dd.quiet', text))))),
				preview)),
		],
		close: () => clearTimeout(timer),
	};
}
