// One message: request, response, headers, curl, compared with an earlier one.

import {
	button, complain, copy, copyButton, get, h, iconButton, isDelivery, ofSandbox, operationName, redraw, segments, tag,
} from './kit.js';
import { differences, jsonView } from './json.js';

const quoted = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`;

/** The message as a command for a shell; its secrets stay masked. */
function curlText(record) {
	const lines = [`curl -i${record.method === 'POST' ? '' : ` -X ${record.method}`}`];
	if (record.client) lines.push(`-u ${quoted(record.client + ':')}"$PASSWORD"`);
	if (record.request !== null && record.request !== undefined) {
		const body = typeof record.request === 'string' ? record.request : JSON.stringify(record.request);
		lines.push(`-H 'Content-Type: application/json'`, `-d ${quoted(body)}`);
	}
	lines.push(quoted(location.origin + record.target));
	return lines.join(' \\\n  ');
}

/** The earlier message that this one should repeat: its number, nil for none. */
function twin(record, messages) {
	const earlier = messages.filter((one) => one.seq < record.seq);
	const same = earlier.findLast((one) => one.op === record.operation);
	const first = record.operation === 'retry' ? messages.find((one) => one.op === 'provision') : null;
	return (same ?? first)?.seq;
}

export class MessagePanel {
	/** @param load gives a record by its number; the default asks the mock */
	constructor(name, onPane, load) {
		this.name = name;
		this.onPane = onPane;
		this.isFiled = Boolean(load);
		this.load = load ?? ((seq, shows) =>
			get(ofSandbox(name, `/journal/${seq}`, { secrets: shows ? 'show' : 'hide' })));
		this.node = h('section.sect', { 'aria-label': 'Message' });
	}

	/** Shows a message, asked for anew, and returns it; null if there is none. */
	async show(seq, pane, messages = []) {
		if (seq !== this.seq) this.isUncovered = false;
		Object.assign(this, { seq, pane, messages });
		try {
			const record = await this.load(seq, this.isUncovered);
			const other = record.operation && twin(record, messages);
			const twinRecord = pane === 'compare' && other ? await this.load(other, false) : null;
			if (seq !== this.seq) return null;
			redraw(this.node, [record, pane, other, twinRecord], () => this.draw(record, other, twinRecord));
			return record;
		} catch (error) {
			redraw(this.node, error.message, () => h('p.quiet', error.message));
			return null;
		}
	}

	async uncover() {
		this.isUncovered = !this.isUncovered;
		await this.show(this.seq, this.pane, this.messages).catch(complain);
	}

	draw(record, other, twinRecord) {
		if (record.kind) return [h('h2', `#${record.seq} ${record.kind}`), jsonView(record)];
		const panes = [
			['request', 'Request'], ['response', 'Response'],
			record.headers?.length && ['headers', 'Headers'], record.method && ['curl', 'curl'],
			other && ['compare', `Compare with #${other}`],
		].filter(Boolean);
		const standard = record.request === null || record.request === undefined ? 'response' : 'request';
		const pane = panes.some(([id]) => id === this.pane) ? this.pane : standard;
		return [
			this.head(record),
			h('div.row',
				record.method ? h('code.clip', { title: record.target }, `${record.method} ${record.target}`)
					: isDelivery(record) && h('code', 'switch → provider'),
				record.rule ? tag(`${record.rule}: ${record.fault ?? 'decided'}`, 'rule') : tag('no rule'),
				record.terminal && tag(record.terminal), record.client && tag(`client ${record.client}`),
				record.connection && tag(`connection ${record.connection}`)),
			!record.rule && record.nearMiss && h('p.quiet.near', 'Nearest: ', record.nearMiss.replaceAll('`', '')),
			h('div.row.panes', segments('Part of the message', panes, pane, this.onPane),
				h('span.grow'),
				!this.isFiled && button(this.isUncovered ? 'Cover secrets' : 'Show secrets', () => this.uncover(), 'small', 'eye')),
			this.body(record, pane, twinRecord),
		];
	}

	head(record) {
		return h('h2', `#${record.seq} ${operationName(record.operation)}`,
			h('span.quiet', record.text), h('span.grow'),
			copyButton(() => JSON.stringify(record, null, 2), 'Copy the record'),
			!this.isFiled && iconButton('Copy a link to this message', 'link', () => copy(location.href, 'Link copied')));
	}

	body(record, pane, twinRecord) {
		const nothing = (text) => h('p.quiet', text);
		switch (pane) {
			case 'curl': {
				const text = curlText(record);
				return h('div.term-box', h('pre.term', { tabindex: '0' }, text),
					copyButton(text, 'Copy as curl'));
			}
			case 'headers':
				return h('pre.json', { tabindex: '0' }, record.headers.map(([name, value]) =>
					[h('span.k', name), `: ${value}\n`]));
			case 'compare':
				return twinRecord ? [
					nothing(record.operation === 'retry'
						? 'A retry repeats the provision; only time may differ (D2).'
						: 'A repeated message is the same; only time may differ (D8).'),
					differences(twinRecord.request, record.request, [twinRecord, record].map((one) =>
						`#${one.seq} ${operationName(one.operation)}`)),
				] : nothing('Loading …');
			case 'response': {
				const isOpen = record.outcome === 'open';
				return record.response ?? null
					? jsonView(record.response) : nothing(isOpen ? 'Not answered yet.' : 'Nothing was sent.');
			}
			default: {
				const errors = record.response?.detailMessage?.formatErrors?.map((error) => error.msg) ?? [];
				return [
					errors.map((error) => h('p', tag(error, 't-bad'))),
					record.request ?? null ? jsonView(record.request, errors) : nothing('No body.'),
				];
			}
		}
	}
}
