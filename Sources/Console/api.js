// The client of the control API: one function a call, errors with their hint, the admin token.

import { save } from './dom.js';
import { queryText } from './router.js';
import { keep, kept } from './settings.js';

class APIError extends Error {
	constructor(status, body) {
		super(body?.errorMessage ?? `The mock answered ${status}.`);
		this.status = status;
		this.hint = body?.detailMessage?.hint ?? null;
	}
}

let token = kept('token');
/** Asks the user for the token; set by the frame, which has the dialog. */
let askForToken = async () => null;
let asking = null;

export const whenTokenIsMissing = (ask) => { askForToken = ask; };

/** Takes the token out of an address that ends in `#token=T`, and wipes it from there and from the history. */
export function takeTokenFromAddress() {
	const match = /^#token=(.*)$/.exec(location.hash);
	if (!match) return;
	token = decodeURIComponent(match[1]);
	keep('token', token);
	history.replaceState(null, '', location.pathname + '#/');
}

export const authorization = () => (token ? { Authorization: `Bearer ${token}` } : {});

/** Numbers stay as they are written if they would lose digits, like a seed, or zeros: `JSON.rawJSON`. */
export const parse = (text) => JSON.parse(text, (_, value, { source } = {}) =>
	(typeof value === 'number' && source && source !== String(value) ? JSON.rawJSON(source) : value));

/** Calls the control API. An object is sent as JSON, a text as it is. */
export async function call(method, path, body, contentType = 'application/json') {
	const headers = { Accept: 'application/json', ...authorization() };
	const init = { method, headers, cache: 'no-store' };
	if (body !== undefined) {
		headers['Content-Type'] = contentType;
		init.body = typeof body === 'string' ? body : JSON.stringify(body);
	}
	const answer = await fetch(`_mock/${path}`, init);
	if (answer.status === 401) {
		// Many calls may find out at once; the user is asked only once.
		asking ??= askForToken(token !== null).finally(() => { asking = null; });
		token = await asking;
		keep('token', token);
		return call(method, path, body, contentType);
	}
	const text = await answer.text();
	const isJSON = /json/.test(answer.headers.get('content-type') ?? '');
	const value = isJSON && text ? parse(text) : text;
	if (!answer.ok) throw new APIError(answer.status, isJSON ? value : null);
	return value;
}

export const get = (path) => call('GET', path);

/** `sandboxes/NAME…` with its query. */
export const ofSandbox = (name, part = '', query = {}) => `sandboxes/${encodeURIComponent(name)}${part}${queryText(query)}`;

/** A transaction with its ladder. */
export const ladderOf = (name, id, secrets) =>
	get(ofSandbox(name, `/transactions/${encodeURIComponent(id)}`, { view: 'ladder', secrets }));

/** Opens a report; saves it where a token is needed, which a link cannot carry. */
export async function openReport(name, format) {
	const path = `_mock/${ofSandbox(name, '/report', { format })}`;
	if (!token) return void open(path, '_blank', 'noreferrer');
	const answer = await fetch(path, { headers: authorization() });
	save(await answer.blob(), `${name}.${format}`);
}
