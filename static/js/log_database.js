// The browser's own database: drafts of problems, their photos, and what the form knows. Shared by pages and worker.
"use strict";
{
  const log = (self.portalLog ??= {});
  let opened;

  const open = () => (opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("portal-log", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "id" }).createIndex("account", "account");
      asked.result.createObjectStore("photos", { keyPath: "id" }).createIndex("draft", "draft");
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  }));

  // Runs `work` in one transaction and returns what the request that it gives back has found.
  const act = async (stores, mode, work) => {
    const database = await open();
    return new Promise((done, failed) => {
      const transaction = database.transaction(stores, mode);
      const asked = work(transaction);
      transaction.oncomplete = () => done(asked?.result);
      transaction.onabort = () => failed(transaction.error);
    });
  };
  const put = (store, value, key) => act([store], "readwrite", (t) => t.objectStore(store).put(value, key));
  const get = (store, key) => act([store], "readonly", (t) => t.objectStore(store).get(key));
  const all = (store, index, key) => act([store], "readonly", (t) => t.objectStore(store).index(index).getAll(key));

  log.database = { act, put, get, all };
}
