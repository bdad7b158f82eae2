// What the form knows without a network: the points in scope, sentences, open problems, today's list.
"use strict";
{
  const log = self.portalLog;
  const { store } = log;
  const form = document.querySelector("form[data-log]");
  const account = Number(form?.dataset.account);
  const MOST = 12;
  let points = [];
  const names = { areas: new Map(), types: new Map() };
  let sentences = [];
  let today = { open: [], shortlist: [] };

  // The person's copy, then what the portal has newer. Kept as text: quicker to read back than 50,000 lists.
  const load = async (address, key, use) => {
    const copy = await store.get("facts", key);
    if (copy) use(JSON.parse(copy.text));
    const headers = copy ? { "If-None-Match": copy.tag } : {};
    const answer = await fetch(address, { headers, cache: "no-store" });
    if (answer.status !== 200 || answer.redirected) return;
    const text = await answer.text();
    use(JSON.parse(text));
    await store.put("facts", { tag: answer.headers.get("ETag"), text }, key);
  };
  // One look at everything decides about most rows; only those that fit are ranked.
  const searchable = (each) => ({ ...each, all: `${each.code}\n${each.name}\n${each.initials}` });
  const useReference = (data) => {
    points = data.points.map((row) => searchable({ row, code: row[0].toLowerCase(), name: row[1].toLowerCase(), initials: row[2] }));
    names.areas = new Map(data.areas.map(([id, name]) => [id, name]));
    names.types = new Map(data.types);
    sentences = data.sentences;
    store.tell({ data: true });
  };
  const useToday = (data) => { today = data; store.tell({ data: true }); };
  // Without a network the copy is all there is.
  const patient = (loading) => loading.catch((error) => { if (!(error instanceof TypeError)) throw error; });
  const refreshToday = () => patient(load(form.dataset.today, `today:${account}`, useToday));
  const refresh = () => Promise.all([patient(load(form.dataset.data, `data:${account}`, useReference)), refreshToday()]);

  const told = ({ row: [code, name, , area, type, address] }) => ({
    code, name, more: [names.areas.get(area), names.types.get(type), address].filter(Boolean).join(" · "),
  });
  // How well a row with code, name and initials fits; 0 is best, undefined is not at all.
  const rank = (each, text) => {
    if (each.code === text) return 0;
    if (each.name.startsWith(text)) return 1;
    if (each.initials.startsWith(text)) return 2;
    if (each.code.startsWith(text)) return 3;
    if (each.name.includes(text)) return 4;
    if (each.initials.includes(text)) return 5;
    return each.code.includes(text) ? 6 : undefined;
  };
  const best = (rows, typed, most = MOST) => {
    const text = typed.trim().toLowerCase();
    const fits = [[], [], [], [], [], [], []];
    for (const each of rows) {
      if (!each.all.includes(text)) continue;
      const place = rank(each, text);
      if (place !== undefined && fits[place].length < most) fits[place].push(each);
    }
    return fits.flat().slice(0, most);
  };

  log.data = {
    refresh, refreshToday, best, searchable,
    isLoaded: () => points.length > 0,
    points: (typed) => (typed.trim() ? best(points, typed).map(told) : []),
    point: (code) => { const found = points.find((each) => each.row[0] === code); return found && told(found); },
    sentences: (category) => [...sentences.filter(([own]) => own === category), ...sentences.filter(([own]) => own === null)],
    open: (code, category) => today.open.filter(([point, kind]) => point === code && kind === category),
    shortlist: () => today.shortlist,
    setShortlist: (rows) => { today = { ...today, shortlist: rows }; },
  };
}
