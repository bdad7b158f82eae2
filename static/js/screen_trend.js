// The big screen's trend: two lines, drawn by ECharts in the colours of the page.
(() => {
  window.campaignScreenTrend = (box, words) => {
    const chart = echarts.init(box, null, { renderer: "canvas" });
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const size = () => parseFloat(getComputedStyle(box).fontSize);
    const line = (name, data, shade, type) => ({
      name, data, type: "line", showSymbol: false, lineStyle: { width: 3, color: colour(shade), type }, itemStyle: { color: colour(shade) },
    });
    let last = null;
    const show = (trend) => {
      last = trend;
      const text = { color: colour("--ink-soft"), fontSize: size() };
      chart.setOption(
        {
          animation: false,
          textStyle: { fontFamily: style.getPropertyValue("--font") },
          legend: { right: 8, top: 0, itemWidth: size() * 2.4, textStyle: { ...text, color: colour("--ink") } },
          grid: { left: 8, right: 16, top: size() * 2.2, bottom: 4, containLabel: true },
          xAxis: { type: "category", data: trend.day, axisLabel: text, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--line") } } },
          yAxis: { type: "value", minInterval: 1, splitNumber: 3, axisLabel: text, splitLine: { lineStyle: { color: colour("--line") } } },
          series: [line(words.new, trend.new, "--series-new", "solid"), line(words.closed, trend.closed, "--series-closed", "dashed")],
        },
        { notMerge: true },
      );
    };
    addEventListener("resize", () => {
      chart.resize();
      if (last) show(last);
    });
    return { show };
  };
})();
