// A journal file, dropped on the page: judged by the mock, shown like a sandbox, kept nowhere.

import { call, complain, h, icon, many, parse, show, sign, tag, VERDICTS } from '../kit.js';
import { Rows } from '../rows.js';
import { TransactionPanel } from './transaction.js';
import { LOOK, line } from './transactions.js';

const BYTES_MAX = 16 * 1024 * 1024;

export function file() {
	const result = h('div.stack');
	let lists = [];
	const input = h('input', { type: 'file', id: 'journal-file', onchange: () => read(input.files[0]) });
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
		close();
		try {
			if (chosen.size > BYTES_MAX) throw new Error('Files over 16 MiB: electrum-mock report FILE --format html.');
			show(result, h('p.quiet', `Judging ${chosen.name} …`));
			const text = await chosen.text();
			const { sandboxes } = await call('POST', 'judge', text, 'application/x-ndjson');
			if (!sandboxes.length) throw new Error('There is no sandbox in it.');
			const records = recordsBySandbox(text);
			lists = sandboxes.map((one) => judged(one, records.get(one.report.sandbox) ?? new Map()));
			show(result, lists.map((one) => one.node));
			for (const one of lists) one.rows.load();
		} catch (error) {
			show(result, h('div.card', h('p.bad-text', error.message), error.hint && h('p', error.hint)));
		}
	}

	function close() {
		for (const one of lists) one.rows.close();
		lists = [];
	}

	return { title: 'Journal file', node: [h('div.head', h('h1', 'A journal file')), h('div.stack', zone, result)], close };
}

/** The records of each sandbox in the file, by number; the last line of a record counts. */
function recordsBySandbox(text) {
	const found = new Map();
	for (const line of text.split('\n')) {
		try {
			const record = parse(line);
			if (!found.has(record.sandbox)) found.set(record.sandbox, new Map());
			found.get(record.sandbox).set(record.seq, record);
		} catch { /* the mock has said so */ }
	}
	return found;
}

/** A sandbox of the file: its verdict, its transactions, and the one that is open. */
function judged({ report, transactions }, records) {
	const details = new Map(transactions.map((one) => [one.id, one]));
	const row = { rules: Object.fromEntries(report.rules.map((rule) => [rule.id, rule.verdict])) };
	const rows = new Rows({
		...LOOK, label: `Transactions of ${report.sandbox}`, id: `of-${report.sandbox}`, row: (one) => line(one, { row }),
		open: (one) => open(one.id, {}),
		fetch: async ({ before = Infinity, limit }) => {
			const items = transactions.map((one, number) => ({
				...one, number, opinion: one.opinion.kind, findings: [...new Set(one.findings.map((finding) => finding.rule))],
			})).filter((one) => one.number < before).reverse();
			return { items: items.slice(0, limit), total: transactions.length, next: items.length > limit ? items[limit - 1].number : null };
		},
	});
	const panel = new TransactionPanel({ name: report.sandbox }, {
		move: (by) => rows.move(by),
		close: () => open(null, {}),
		goTo: (changes) => open(panel.id, changes),
		load: (id) => details.get(id),
		loadRecord: (number) => {
			if (!records.has(number)) throw new Error(`The file has no record ${number}.`);
			const { outcome, text } = details.get(panel.id).messages.find((message) => message.seq === number) ?? {};
			return { outcome, text, ...records.get(number) };
		},
	});
	const split = h('div.split.whole', { style: { '--rows': transactions.length } }, rows.node, panel.node);
	panel.node.hidden = true;

	function open(id, changes) {
		split.classList.toggle('open', id !== null);
		panel.node.hidden = id === null;
		rows.choose(id);
		panel.show(id, new URLSearchParams(changes)).catch(complain);
	}

	return {
		rows,
		node: h('section.card.stack', { 'aria-label': `Sandbox ${report.sandbox}` },
			h('h2.row', sign(report.verdict), report.sandbox, h('span.quiet',
				`${VERDICTS[report.verdict]} · ${report.scenario ?? 'no scenario'} · ${many(transactions.length, 'transaction')}`)),
			h('p.row.folded', report.rules.map((rule) => tag([sign(rule.verdict), rule.id], '', rule.title))),
			transactions.length > 0 && split),
	};
}
