// The event stream. A browser has six connections to a host for all its tabs, so one tab holds the stream and tells the
// others. Events say that something has changed, and views ask for what they show: a lost one does no harm.

import { authorization } from './api.js';

const LOCK = 'electrum-mock.events';
const WAIT_MS = { first: 500, longest: 8000, hidden: 10_000 };

let channel = null;
let isLeader = false;
let lastID = null;
/** `connecting`, `on` or `off`. */
let state = 'connecting';
let onEvent = () => {};
let onState = () => {};

/** Begins to listen: `event(name, data)` for each event, `changed(state)` when the line breaks. */
export function listen(event, changed) {
	onEvent = event;
	onState = changed;
	// Insecure origins (http to another machine) have no locks: then each tab has a stream of its
	// own, and one that nobody sees lets go of it.
	if (!navigator.locks) return void stream(true);
	channel = new BroadcastChannel('electrum-mock');
	channel.onmessage = ({ data }) => hear(data);
	channel.postMessage({ question: true });
	navigator.locks.request(LOCK, () => {
		isLeader = true;
		return stream(false);
	});
}

function hear(message) {
	if (message.question) {
		if (isLeader) channel.postMessage({ state });
	} else if (message.state) {
		if (!isLeader) { state = message.state; onState(state); }
	} else {
		lastID = message.id ?? lastID;
		onEvent(message.event, JSON.parse(message.data));
	}
}

function say(news) {
	state = news;
	onState(state);
	channel?.postMessage({ state });
}

async function stream(letsGoWhenHidden) {
	let wait = WAIT_MS.first;
	let stop, timer, wake;
	if (letsGoWhenHidden) {
		document.addEventListener('visibilitychange', () => {
			clearTimeout(timer);
			if (document.hidden) timer = setTimeout(() => stop?.abort(), WAIT_MS.hidden);
			else wake?.();
		});
	}
	for (;;) {
		if (letsGoWhenHidden && document.hidden) await new Promise((go) => { wake = go; });
		stop = new AbortController();
		try {
			// fetch, since EventSource cannot show a token.
			const headers = { Accept: 'text/event-stream', ...authorization() };
			if (lastID) headers['Last-Event-ID'] = lastID;
			const answer = await fetch('_mock/events', { headers, signal: stop.signal, cache: 'no-store' });
			if (!answer.ok) throw new Error(`events: ${answer.status}`);
			say('on');
			wait = WAIT_MS.first;
			await read(answer.body);
		} catch { /* below */ }
		say('off');
		await new Promise((go) => setTimeout(go, wait));
		wait = Math.min(wait * 2, WAIT_MS.longest);
	}
}

async function read(body) {
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return;
		text += value;
		for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
			const event = parse(text.slice(0, end));
			lastID = event.id ?? lastID;
			if (!event.data) continue;
			channel?.postMessage(event);
			onEvent(event.event, JSON.parse(event.data));
		}
	}
}

/** One event (HTML standard, section 9.2.6): lines `name: value`, comments begin with a colon. */
function parse(text) {
	const event = { event: 'message', data: '' };
	for (const line of text.split('\n')) {
		const colon = line.indexOf(':');
		if (colon <= 0) continue;
		const name = line.slice(0, colon), value = line.slice(colon + 1).replace(/^ /, '');
		if (name === 'data') event.data += value; else event[name] = value;
	}
	return event;
}
