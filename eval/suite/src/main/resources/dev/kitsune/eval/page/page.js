// Draws the plots of the page's data with Chart.js. After drawing, each figure says in data-marks how
// many marks are to be seen within its axes, so that a test can compare them with the data.
'use strict';

const colours = ['#2f6fde', '#d97706', '#16a34a', '#9333ea', '#dc2626', '#0891b2', '#a16207'];

const tone = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const figure = value => {
  const size = Math.abs(value);
  if (size >= 1e6) return +(value / 1e6).toPrecision(3) + ' M';
  if (size >= 1e4) return +(value / 1e3).toPrecision(3) + ' k';
  return String(+value.toPrecision(3));
};

const percentile = value => +(100 * (1 - 1 / value)).toPrecision(8) + '%';

const isPowerOfTen = value => {
  const power = Math.log10(value);
  return Math.abs(power - Math.round(power)) < 1e-9;
};

function scale(axis, position) {
  const isLinear = axis.scale === 'LINEAR';
  const ticks = { color: tone('--faint'), maxRotation: 60 };
  if (axis.scale === 'PERCENTILE') {
    ticks.callback = value => (isPowerOfTen(value) ? percentile(value) : null);
  } else if (axis.scale === 'LOG') {
    ticks.callback = value => (isPowerOfTen(value) ? figure(value) : null);
  } else {
    ticks.callback = value => figure(value);
  }
  const made = {
    type: isLinear ? 'linear' : 'logarithmic',
    position,
    grid: { color: tone('--line') },
    ticks,
    title: { display: axis.title !== '', text: axis.title, color: tone('--faint') },
  };
  if (axis.scale === 'PERCENTILE') made.min = 1;
  if (isLinear && position !== 'bottom') made.grace = '12%';
  return made;
}

const categoryScale = categories => ({
  type: 'category',
  labels: categories,
  offset: true,
  grid: { color: tone('--line') },
  ticks: { color: tone('--faint'), autoSkip: false, maxRotation: 70 },
});

// Upright lines, their names at the top.
const markers = lines => ({
  id: 'markers',
  afterDatasetsDraw(chart) {
    const { ctx, chartArea: area } = chart;
    const x = chart.scales.x;
    ctx.save();
    ctx.font = '11px system-ui, sans-serif';
    lines.forEach((line, i) => {
      const at = x.getPixelForValue(line.at);
      if (at < area.left || at > area.right) return;
      ctx.strokeStyle = tone('--bad');
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(at, area.top);
      ctx.lineTo(at, area.bottom);
      ctx.stroke();
      const width = ctx.measureText(line.name).width;
      const left = at + width + 6 < area.right ? at + 3 : at - width - 3;
      const base = area.top + 11 + 13 * i;
      ctx.fillStyle = tone('--ground');
      ctx.fillRect(left - 1, base - 9, width + 2, 12);
      ctx.fillStyle = tone('--bad');
      ctx.fillText(line.name, left, base);
    });
    ctx.restore();
  },
});

// The estimate within each interval.
const estimates = points => ({
  id: 'estimates',
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    ctx.save();
    ctx.fillStyle = tone('--ink');
    chart.getDatasetMeta(0).data.forEach((bar, i) => {
      const x = chart.scales.x.getPixelForValue(points[i][1]);
      ctx.beginPath();
      ctx.arc(x, bar.y, 4, 0, 2 * Math.PI);
      ctx.fill();
    });
    ctx.restore();
  },
});

function marksSeen(chart) {
  const { left, right, top, bottom } = chart.chartArea;
  const within = (value, from, to) => Number.isFinite(value) && value >= from - 1 && value <= to + 1;
  let seen = 0;
  chart.data.datasets.forEach((dataset, i) => {
    for (const mark of chart.getDatasetMeta(i).data) {
      if (!mark.skip && within(mark.x, left, right) && within(mark.y, top, bottom)) seen++;
    }
  });
  return seen;
}

function points(plot, series, i) {
  return {
    type: 'scatter',
    label: series.name,
    data: series.points.map(([x, y]) => ({ x, y })),
    yAxisID: series.second ? 'y2' : 'y',
    showLine: series.joined,
    borderColor: colours[i % colours.length],
    backgroundColor: colours[i % colours.length],
    borderWidth: 1.5,
    borderDash: series.second ? [3, 2] : [],
    pointRadius: series.points.length > 60 ? 0.5 : 4,
    order: series.second ? 1 : 0, // behind
    pointStyle: ['circle', 'rect', 'triangle', 'rectRot', 'star'][i % 5],
  };
}

function configuration(plot) {
  const plugins = plot.markers.length ? [markers(plot.markers)] : [];
  const options = {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', intersect: false },
    plugins: {
      legend: {
        display: plot.kind !== 'INTERVALS',
        labels: { color: tone('--ink'), usePointStyle: true, boxHeight: 7 },
      },
      tooltip: {},
    },
    scales: {},
  };
  let datasets;
  let type = 'scatter';
  if (plot.kind === 'STACK') {
    type = 'bar';
    options.indexAxis = 'y';
    options.scales.x = { ...scale(plot.y, 'bottom'), stacked: true };
    options.scales.y = { ...categoryScale(plot.categories), stacked: true };
    options.interaction = { mode: 'index', axis: 'y', intersect: false };
    options.plugins.tooltip.callbacks = {
      label: item => `${item.dataset.label}: ${figure(item.parsed.x)} ms`,
      footer: items => `in all: ${figure(items.reduce((sum, item) => sum + item.parsed.x, 0))} ms`,
    };
    datasets = plot.series.map((series, i) => ({
      label: series.name,
      data: series.points.map(([value]) => value),
      backgroundColor: colours[i % colours.length],
    }));
  } else if (plot.kind === 'INTERVALS') {
    type = 'bar';
    options.indexAxis = 'y';
    options.scales.x = { ...scale(plot.y, 'bottom'), grace: '8%', beginAtZero: false };
    options.scales.y = categoryScale(plot.categories);
    const all = plot.series[0].points;
    options.scales.x.suggestedMin = Math.min(...plot.markers.map(each => each.at)) - 0.005;
    options.scales.x.suggestedMax = Math.max(...plot.markers.map(each => each.at)) + 0.005;
    options.plugins.tooltip.callbacks = {
      label: item => {
        const [low, estimate, high] = all[item.dataIndex];
        return `${estimate.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
      },
    };
    plugins.push(estimates(all));
    datasets = plot.series.map((series, i) => ({
      label: series.name,
      data: series.points.map(([low, , high]) => [low, high]),
      backgroundColor: colours[i % colours.length] + '99',
      barThickness: 9,
    }));
  } else {
    datasets = plot.series.map((series, i) => points(plot, series, i));
    options.scales.y = scale(plot.y, 'left');
    if (plot.kind === 'POINTS') {
      // Numbers under names, since a category axis would lose a step that lacks one series.
      options.scales.x = {
        ...scale({ title: '', scale: 'LINEAR' }, 'bottom'),
        min: -0.5,
        max: plot.categories.length - 0.5,
        afterBuildTicks: axis => { axis.ticks = plot.categories.map((_, value) => ({ value })); },
      };
      options.scales.x.ticks = {
        ...options.scales.x.ticks,
        autoSkip: false,
        minRotation: plot.categories.length > 6 ? 50 : 0,
        callback: value => plot.categories[value] ?? '',
      };
    } else {
      options.scales.x = scale(plot.x, 'bottom');
    }
    const second = plot.series.find(series => series.second);
    if (second) {
      options.scales.y2 = {
        ...scale({ title: second.name, scale: 'LINEAR' }, 'right'),
        min: 0,
        grid: { drawOnChartArea: false },
      };
    }
    if (plot.y.scale === 'LINEAR') options.scales.y.min = 0;
    options.plugins.tooltip.callbacks = {
      label: item => {
        const x = plot.kind === 'POINTS' ? plot.categories[item.parsed.x]
          : plot.x.scale === 'PERCENTILE' ? percentile(item.parsed.x) : figure(item.parsed.x);
        return `${item.dataset.label}: ${figure(item.parsed.y)} at ${x}`;
      },
    };
  }
  return { type, data: { datasets }, options, plugins };
}

function draw() {
  for (const plot of JSON.parse(document.getElementById('plots').textContent)) {
    const place = document.querySelector(`figure[data-plot="${CSS.escape(plot.id)}"]`);
    const canvas = place.querySelector('canvas');
    Chart.getChart(canvas)?.destroy();
    const settings = configuration(plot);
    settings.plugins.push({
      id: 'count',
      afterDraw(chart) { place.dataset.marks = marksSeen(chart); },
    });
    new Chart(canvas, settings);
  }
}

draw();
document.documentElement.dataset.drawn = 'yes';
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
// A canvas does not follow the width of paper by itself.
addEventListener('beforeprint', () => { for (const chart of Object.values(Chart.instances)) chart.resize(); });
