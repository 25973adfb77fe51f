package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.kitsune.eval.report.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of a run: {@code report.html}, which needs nothing but itself, and a CSV file for each
 * of its tables, all made of {@code report.json} and the raw logs beside it. What a report lacks is
 * said on the page; what the page does not know is shown plainly.
 */
public final class Page {

  private static final String CHART = "/META-INF/resources/webjars/chart.js/";
  private static final String CHART_VERSION =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReportFolder report;
  private final List<Section> sections;

  private Page(ReportFolder report, List<Section> sections) {
    this.report = report;
    this.sections = sections;
  }

  /**
   * Reads a run's folder.
   *
   * @throws IOException if there is no report in it
   */
  public static Page of(Path folder) throws IOException {
    ReportFolder report = ReportFolder.read(folder);
    Published published = Published.read();
    List<Part> parts =
        List.of(
            new Updates(),
            new Timelines(),
            new Percentiles(),
            new Alternatives(),
            new Verified(),
            new Faults(),
            new Quiescence(),
            new Capacity(),
            new StateSizes(published),
            new Comparisons(),
            new Efforts(published),
            published);
    List<Section> sections = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Part part : parts) {
      sections.addAll(part.sections(report));
      known.addAll(part.keys());
    }
    sections.addAll(sections.size() - 1, Others.sections(report, known));
    return new Page(report, sections);
  }

  /** Returns all tables in the order of the page. */
  public List<Table> tables() {
    return sections.stream().flatMap(section -> section.tables().stream()).toList();
  }

  /** Returns the tables of one section; none if the report has nothing of it. */
  public List<Table> tables(String section) {
    return sections.stream()
        .filter(each -> each.id().equals(section))
        .flatMap(each -> each.tables().stream())
        .toList();
  }

  /**
   * Writes the page and its CSV files beside the report.
   *
   * @return the page's file
   */
  public Path write() throws IOException {
    Path csv = report.folder().resolve("csv");
    Files.createDirectories(csv);
    for (Section section : sections) {
      for (int i = 0; i < section.tables().size(); i++) {
        Files.writeString(csv.resolve(name(section, i) + ".csv"), section.tables().get(i).csv());
      }
    }
    Path page = report.folder().resolve("report.html");
    Files.writeString(page, html());
    return page;
  }

  private static String name(Section section, int table) {
    return section.id() + (table == 0 ? "" : "-" + (table + 1));
  }

  private String html() throws IOException {
    String title = "Kitsune: " + report.whole().text("/kind") + ", " + size();
    Map<String, String> pieces =
        Map.ofEntries(
            Map.entry("TITLE", Html.escaped(title)),
            Map.entry("STYLE", resource("page.css")),
            Map.entry("VERDICT", verdict()),
            Map.entry("CONTENTS", contents()),
            Map.entry("FACTS", facts()),
            Map.entry("SECTIONS", body()),
            Map.entry("NOT_MEASURED", notMeasured()),
            Map.entry("RAW", raw()),
            Map.entry("PLOTS", Html.inScript(plots())),
            Map.entry("CHART", chart()),
            Map.entry("SCRIPT", resource("page.js")));
    // In one go: what a report says is never looked into for places.
    return PLACE
        .matcher(resource("page.html"))
        .replaceAll(found ->
            Matcher.quoteReplacement(pieces.getOrDefault(String.valueOf(found.group(1)), "")));
  }

  private String size() {
    String size = report.whole().text("/size");
    return size.equals("-") ? "a run" : size.toLowerCase(java.util.Locale.ROOT);
  }

  private String verdict() {
    List<String> failures = Honesty.failures(report);
    if (failures.isEmpty()) {
      boolean said = report.root().path("correct").asBoolean();
      return said
          ? "<p class=\"verdict good\">Every update committed, every counter is zero.</p>"
          : "<p class=\"verdict\">This report does not say whether all was correct.</p>";
    }
    return "<div class=\"verdict bad\"><p>FAILED: "
        + failures.size()
        + "</p>"
        + list(failures)
        + "</div>";
  }

  private static String list(List<String> items) {
    StringBuilder html = new StringBuilder("<ul>\n");
    items.forEach(each -> html.append("<li>").append(Html.escaped(each)).append("</li>\n"));
    return html.append("</ul>\n").toString();
  }

  private String contents() {
    StringBuilder html = new StringBuilder();
    for (Section section : sections) {
      html.append("<a href=\"#")
          .append(Html.escaped(section.id()))
          .append("\">")
          .append(Html.escaped(section.title()))
          .append("</a>\n");
    }
    return html.toString();
  }

  private String facts() {
    StringBuilder html = new StringBuilder();
    for (Map.Entry<String, String> fact : Honesty.facts(report)) {
      html.append("<div><dt>").append(Html.escaped(fact.getKey())).append("</dt><dd>");
      html.append(Html.escaped(fact.getValue())).append("</dd></div>\n");
    }
    return html.toString();
  }

  private String body() {
    StringBuilder html = new StringBuilder();
    for (Section section : sections) {
      html.append("<section id=\"").append(Html.escaped(section.id())).append("\">\n<h2>");
      html.append(Html.escaped(section.title())).append("</h2>\n");
      if (!section.about().isEmpty()) {
        html.append("<p>").append(Html.escaped(section.about())).append("</p>\n");
      }
      for (int i = 0; i < section.tables().size(); i++) {
        String name = name(section, i);
        html.append(Html.table("table-" + name, section.tables().get(i), "csv/" + name + ".csv"));
      }
      html.append("<div class=\"plots\">\n");
      section.plots().forEach(plot -> html.append(figure(plot)));
      html.append("</div></section>\n");
    }
    return html.toString();
  }

  private static String figure(Plot plot) {
    return "<figure class=\"plot "
        + plot.kind().name().toLowerCase(java.util.Locale.ROOT)
        + "\" data-plot=\""
        + Html.escaped(plot.id())
        + "\" style=\"--bars:"
        + plot.categories().size()
        + "\"><figcaption>"
        + Html.escaped(plot.title())
        + (plot.note().isEmpty() ? "" : " <small>" + Html.escaped(plot.note()) + "</small>")
        + "</figcaption><div class=\"canvas\"><canvas role=\"img\" aria-label=\""
        + Html.escaped(plot.title())
        + "\"></canvas></div></figure>\n";
  }

  private String notMeasured() {
    List<String> all = new ArrayList<>(Honesty.notMeasured(report));
    if (!report.missing().isEmpty()) {
      int shown = 60;
      all.add("the report lacks " + report.missing().size() + " things that the page looked for:");
      report.missing().stream().limit(shown).forEach(all::add);
    }
    return all.isEmpty() ? "<p>The report names nothing.</p>" : list(all);
  }

  private String raw() throws IOException {
    StringBuilder html = new StringBuilder("<ul class=\"raw\">\n");
    link(html, ReportFolder.REPORT);
    try (Stream<Path> files = Files.list(report.folder())) {
      files
          .map(each -> String.valueOf(each.getFileName()))
          .filter(each -> each.endsWith(".hlog"))
          .sorted()
          .forEach(each -> link(html, each));
    }
    return html.append("</ul>\n").toString();
  }

  private static void link(StringBuilder html, String file) {
    String escaped = Html.escaped(file);
    html.append("<li><a href=\"").append(escaped).append("\">").append(escaped).append("</a>\n");
  }

  private String plots() throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (Section section : sections) {
      section.plots().forEach(plot -> all.add(JSON.valueToTree(plot)));
    }
    return JSON.writeValueAsString(all);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the build lacks a resource: name=" + name + "; build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the charting library, without the reference to a map that the page does not have. */
  private static String chart() throws IOException {
    Properties built = new Properties();
    built.load(new StringReader(resource(CHART_VERSION)));
    return resource(CHART + built.getProperty("version") + "/dist/chart.umd.js")
        .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
        .replace("</script", "<\\/script");
  }
}
