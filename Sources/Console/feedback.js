// Saying things: toasts, dialogs, the clipboard.

import { $, h, iconButton, show } from './dom.js';

let timer;

/** A short message, also for screen readers. */
export function toast(text) {
	const box = $('toast');
	box.textContent = text;
	box.hidden = false;
	say(text);
	clearTimeout(timer);
	timer = setTimeout(() => { box.hidden = true; }, 3000);
}
export const say = (text) => { $('say').textContent = text; };

/** Shows why something did not work. */
export const complain = (error) => toast([error.message, error.hint].filter(Boolean).join(' '));

/** A dialog with a button for each of `actions`: its text, its class, what it does, false to stay open. */
export function ask(title, body, actions) {
	const dialog = $('dialog');
	const buttons = actions.map(([text, cls, run]) => h('button', {
		class: `button ${cls}`, onclick: () => { if (run?.() !== false) dialog.close(); },
	}, text));
	dialog.onkeydown = (event) => {
		if (event.key !== 'Enter' || event.target.tagName !== 'INPUT') return;
		event.preventDefault();
		buttons.at(-1).click();
	};
	show(dialog, h('div.stack', h('h2', { id: 'dialog-title' }, title), body,
		h('div.row', buttons)));
	if (!dialog.open) dialog.showModal();
}

/** Asks before something is forgotten. */
export const confirm = (title, text, verb, work) =>
	ask(title, h('p', text), [['Cancel', ''], [verb, 'danger', () => work().catch(complain)]]);

export function askToken(wasRefused) {
	return new Promise((resolve) => {
		const input = h('input.field', { type: 'password', autocomplete: 'off', 'aria-label': 'Admin token' });
		ask('This mock wants its admin token', h('div.stack',
			wasRefused && h('p.bad-text', 'That was not the right one.'),
			h('p', 'The one given to --admin-token. It is kept in this tab only, until you close it.'),
			input), [['Go on', 'primary']]);
		// Escape is an answer, too: the next call then asks again.
		$('dialog').onclose = () => resolve(input.value);
		input.focus();
	});
}

/** Copies a text. The clipboard API is only there on https and loopback; the old way works on http
 * to another machine, too. */
export async function copy(text, said = 'Copied') {
	try {
		await navigator.clipboard.writeText(text);
	} catch {
		const area = h('textarea.sr', { 'aria-hidden': 'true' });
		area.value = text;
		document.body.append(area);
		area.select();
		document.execCommand('copy');
		area.remove();
	}
	toast(said);
}

export const copyButton = (text, label) =>
	iconButton(label, 'copy', () => copy(typeof text === 'function' ? text() : text));
