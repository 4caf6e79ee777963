// A journal file, dropped on the page: judged by the mock, shown like a sandbox, kept nowhere.

import { call } from '../api.js';
import { h, icon, redraw, show } from '../dom.js';
import { complain } from '../feedback.js';
import { findings, ladder, legend } from '../ladder.js';
import { MessagePanel } from '../message.js';
import { button, sign, table, tag, tokens, trio } from '../pieces.js';
import { VERDICTS, clockText, many, rand, time } from '../words.js';
import { opinionBox } from './transaction.js';

const BYTES_MAX = 16 * 1024 * 1024;

export function file() {
	const result = h('div.stack');
	const input = h('input', { type: 'file', id: 'journal-file', accept: '.ndjson,.jsonl,.json,.log', onchange: () => read(input.files[0]) });
	const zone = h('div', {
		class: 'card drop',
		ondragover: (event) => { event.preventDefault(); zone.classList.add('over'); },
		ondragleave: () => zone.classList.remove('over'),
		ondrop: (event) => {
			event.preventDefault();
			zone.classList.remove('over');
			read(event.dataTransfer.files[0]);
		},
	}, icon('file'), h('p', h('b', 'Drop a journal here'), ', the file of --journal, from a run in CI for example.'),
	h('label.row', { for: 'journal-file' }, 'Or choose it:', input),
	h('p.quiet', 'It is judged by this mock and kept nowhere.'));

	async function read(chosen) {
		if (!chosen) return;
		try {
			if (chosen.size > BYTES_MAX) throw new Error('Files over 16 MiB: electrum-mock report FILE --format html.');
			show(result, h('p.quiet', `Judging ${chosen.name} …`));
			const text = await chosen.text();
			const { sandboxes } = await call('POST', 'judge', text, 'application/x-ndjson');
			show(result, sandboxes.map((one) => judged(one, records(text, one.report.sandbox))));
		} catch (error) {
			show(result, h('div.card', h('p.bad-text', error.message), error.hint && h('p', error.hint)));
		}
	}

	return { title: 'Journal file', node: [h('div.head', h('h1', 'A journal file')), h('div.stack', zone, result)] };
}

/** The records of a sandbox in the file, by number; the last line of a record counts. */
function records(text, name) {
	const found = new Map();
	for (const line of text.split('\n')) {
		try {
			const record = JSON.parse(line);
			if (record.sandbox === name) found.set(record.seq, record);
		} catch { /* the mock has said so */ }
	}
	return found;
}

const HEADS = ['Time', 'Till', 'Product', ['Amount', 'r'], 'Messages', 'T · S · P', 'Findings'];

function judged({ report, transactions }, found) {
	const detail = h('div');
	const open = (one, seq) => {
		const panel = new MessagePanel(report.sandbox, () => {}, async (number) => {
			if (!found.has(number)) throw new Error(`The file has no record ${number}.`);
			const { outcome, text } = one.messages.find((message) => message.seq === number) ?? {};
			return { outcome, text, ...found.get(number) };
		});
		panel.onPane = (pane) => panel.show(seq, pane, one.messages).catch(complain);
		panel.node.hidden = !seq;
		redraw(detail, [one.id, seq], () => h('article.card.whole', h('h2', one.id), opinionBox(one.opinion),
			ladder(one, report.sandbox, seq, (chosen) => open(one, chosen)), legend(),
			findings(one, report.sandbox), panel.node));
		if (seq) panel.show(seq, null, one.messages).catch(complain);
		detail.scrollIntoView({ block: 'nearest' });
	};
	return h('section.card.stack', { 'aria-label': `Sandbox ${report.sandbox}` },
		h('h2.row', sign(report.verdict), report.sandbox, h('span.quiet',
			`${VERDICTS[report.verdict]} · ${report.scenario ?? 'no scenario'} · ${many(transactions.length, 'transaction')}`)),
		h('p.folded', report.rules.map((rule) => tag([sign(rule.verdict), rule.id], '', rule.title))),
		table(`Transactions of ${report.sandbox}`, HEADS, transactions.map((one) => h('tr',
			h('td.num', button(clockText(time(one.at), false), () => open(one, null), 'small')), h('td', one.terminal ?? '–'),
			h('td', one.product ?? one.kind), h('td.r.num', rand(one.amount)), h('td', tokens(one.messages)),
			h('td', trio(one.beliefs)), h('td', [...new Set(one.findings.map((finding) => finding.rule))].map((id) => tag(id, 't-warn')))))),
		detail);
}
