// A drawing of the cockpit becomes a chart that answers the pointer. It shows the numbers of the table beside it.
// The library is fetched only when a chart comes into view; without it, and on paper, the drawing stands.
"use strict";
(() => {
  const charts = new Map();
  let library = null;

  const load = () => {
    library ||= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = document.getElementById("cockpit").dataset.echarts;
      script.onload = () => resolve(window.echarts);
      script.onerror = () => { library = null; script.remove(); resolve(null); };
      document.head.append(script);
    });
    return library;
  };
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const numbers = (table) => {
    const names = Array.from(table.querySelectorAll("thead th"), (cell) => cell.textContent.trim());
    const rows = Array.from(table.querySelectorAll("tbody tr"), (row) => Array.from(row.cells, (cell) => cell.textContent.trim()));
    return {
      days: rows.map((row) => row[0]),
      series: names.slice(1).map((name, place) => ({ name, data: rows.map((row) => Number(row[place + 1].replaceAll(",", ""))) })),
    };
  };
  const options = ({ days, series }) => ({
    animation: false,
    color: [token("--series-new"), token("--series-closed")],
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: token("--ink-soft") },
    grid: { left: 40, right: 12, top: 10, bottom: 26 },
    tooltip: {
      trigger: "axis", renderMode: "richText",
      backgroundColor: token("--paper"), borderColor: token("--edge"), textStyle: { color: token("--ink") },
    },
    xAxis: { type: "category", data: days, axisLabel: { color: token("--grey"), formatter: (day) => day.slice(5) }, axisLine: { lineStyle: { color: token("--line") } } },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: token("--grey") }, splitLine: { lineStyle: { color: token("--line") } } },
    series: series.map((each) => ({ ...each, type: "line", showSymbol: false, lineStyle: { width: 2 } })),
  });

  const draw = async (figure) => {
    const echarts = await load();
    if (!echarts || !figure.isConnected) return;
    const canvas = figure.querySelector(".chart-canvas");
    canvas.hidden = false;
    figure.querySelector("svg").toggleAttribute("hidden", true);
    const chart = charts.get(figure) || echarts.init(canvas, null, { renderer: "canvas" });
    charts.set(figure, chart);
    chart.setOption(options(numbers(figure.querySelector("table"))));
  };
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target);
    }
  });
  const look = () => {
    for (const [figure, chart] of charts) if (!figure.isConnected) { chart.dispose(); charts.delete(figure); }
    for (const figure of document.querySelectorAll("[data-chart]")) seen.observe(figure);
  };
  const redraw = () => charts.forEach((_chart, figure) => draw(figure));

  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  document.addEventListener("htmx:afterSettle", look);
  look();
})();
