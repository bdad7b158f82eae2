// What the form knows without a network: the points in scope, sentences, open problems, today's list.
"use strict";
{
  const log = self.portalLog;
  const { store } = log;
  const form = document.querySelector("form[data-log]");
  const account = Number(form?.dataset.account);
  let points = new Map();
  let find = () => [];
  const names = { areas: new Map(), types: new Map() };
  let sentences = [];
  let today = { open: [], shortlist: [] };

  // The person's copy, then what the portal has newer. Kept as text: quicker to read back than 50,000 lists.
  const load = async (address, key, use) => {
    const copy = await store.get("facts", key);
    if (copy) use(JSON.parse(copy.text));
    const headers = copy ? { "If-None-Match": copy.tag } : {};
    // Without a network the copy is all there is.
    const { answer, text } = (await self.portalNetwork.ask(address, { headers, cache: "no-store" })) ?? {};
    if (answer?.status !== 200 || answer.redirected) return;
    use(JSON.parse(text));
    await store.put("facts", { tag: answer.headers.get("ETag"), text }, key);
  };
  const useReference = (data) => {
    points = new Map(data.points.map((row) => [row[0], row]));
    find = log.finder(data.points.map((row) => ({ row, code: row[0], name: row[1], initials: row[2] })));
    names.areas = new Map(data.areas.map(([id, name]) => [id, name]));
    names.types = new Map(data.types);
    sentences = data.sentences;
    store.tell({ data: true });
  };
  const useToday = (data) => { today = data; store.tell({ data: true }); };
  const refreshToday = () => load(form.dataset.today, `today:${account}`, useToday);
  const refresh = () => Promise.all([load(form.dataset.data, `data:${account}`, useReference), refreshToday()]);

  const told = ([code, name, , area, type, address]) => ({
    code, name, more: [names.areas.get(area), names.types.get(type), address].filter(Boolean).join(" · "),
  });
  log.data = {
    refresh, refreshToday,
    isLoaded: () => points.size > 0,
    points: (typed) => (typed.trim() ? find(typed).map(({ row }) => told(row)) : []),
    point: (code) => (points.has(code) ? told(points.get(code)) : undefined),
    sentences: (category) => [...sentences.filter(([own]) => own === category), ...sentences.filter(([own]) => own === null)],
    open: (code, category) => today.open.filter(([point, kind]) => point === code && kind === category),
    shortlist: () => today.shortlist,
    setShortlist: (rows) => { today = { ...today, shortlist: rows }; },
  };
}
