// Runs a form on ODK's own engine and prints what it took, in milliseconds, as one line of JSON.
//
// usage: node engine_rival.mjs FOLDER PLAN
// FOLDER has @getodk/xforms-engine and jsdom in its node_modules; PLAN is a file that engine_rival.py writes.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [folder, planFile] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), 'package.json'));
const { JSDOM } = require('jsdom');
const dom = new JSDOM('');
for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(dom.window))) {
	if (!(name in globalThis) && /^[A-Z]/.test(name)) Object.defineProperty(globalThis, name, value);
}
Object.assign(globalThis, { window: dom.window, document: dom.window.document });
for (const storage of ['localStorage', 'sessionStorage']) {
	const held = new Map();
	const kept = { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => held.set(key, value) };
	Object.defineProperty(globalThis, storage, { value: kept, configurable: true });
}

// Its parser is built for a browser and asks node for its folder first; what it needs is inside of it.
globalThis.__dirname = folder;

const { version } = require(join(resolve(folder), 'node_modules/@getodk/xforms-engine/package.json'));
const engine = await import(
	pathToFileURL(join(resolve(folder), 'node_modules/@getodk/xforms-engine/dist/index.js')).href
);
const plan = JSON.parse(readFileSync(planFile, 'utf8'));
const xform = readFileSync(plan.xform, 'utf8');

async function load() {
	const { root } = await engine.createInstance(xform, {
		form: { fetchFormAttachment: () => Promise.reject(new Error('this form has none')) },
	});
	return root;
}

function byReference(root) {
	const found = new Map();
	const open = [...root.currentState.children];
	while (open.length > 0) {
		const node = open.pop();
		found.set(node.currentState.reference, node);
		open.push(...(node.currentState.children ?? []));
	}
	return found;
}

function answer(node, value) {
	if (node.nodeType === 'select') node.selectValues(value.split(' '));
	else node.setValue(value);
}

// Everything that our own snapshot of a question holds.
function read(node) {
	const { relevant, required, readonly, value, label, hint, valueOptions } = node.currentState;
	const choices = (valueOptions ?? []).map((choice) => choice.label?.asString ?? '');
	const violation = node.validationState?.violation?.condition ?? null;
	return { relevant, required, readonly, value, label: label?.asString, hint: hint?.asString, choices, violation };
}

async function timed(rounds, act) {
	const taken = [];
	for (let round = 0; round < rounds; round += 1) {
		const began = performance.now();
		await act(round);
		taken.push(performance.now() - began);
	}
	return taken;
}

function timedNow(rounds, act) {
	const taken = [];
	for (let round = 0; round < rounds; round += 1) {
		const began = performance.now();
		act(round);
		taken.push(performance.now() - began);
	}
	return taken;
}

const results = { version };
const parser = new dom.window.DOMParser();
results.dom = timedNow(plan.loads, () => parser.parseFromString(xform, 'text/xml'));
results.load = await timed(plan.loads, load);
const root = await load();
const nodes = byReference(root);
for (const [reference, value] of plan.answers) answer(nodes.get(reference), value);
for (const { name, reference, values, dependents } of plan.changes) {
	const target = nodes.get(reference);
	const others = dependents.map((one) => nodes.get(one));
	const seen = [];
	results[name] = timedNow(plan.rounds, (round) => {
		answer(target, values[round % values.length]);
		seen[round % values.length] = others.filter((one) => read(one).relevant).length;
	});
	results[`${name} seen`] = seen;
}
const languages = root.languages.filter((language) => 'language' in language);
const all = plan.labels.map((reference) => nodes.get(reference));
let last = [];
results.language = timedNow(plan.rounds, (round) => {
	root.setLanguage(languages[round % languages.length]);
	last = all.map(read);
});
results['language seen'] = [last.length, last[0].label, last.at(-1).label];
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0); // jsdom keeps a window open
