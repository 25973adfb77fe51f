package dev.kitsune.http.stats;

import dev.kitsune.http.stats.StatsEvent.Action;
import dev.kitsune.http.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Two trees of named values, global and by mount, in the order of their names. Whoever changes one
 * queues an event, which the statistics thread applies. Every method may be called from any thread.
 */
public final class Statistics {

  private final BlockingQueue<StatsEvent> events = new LinkedBlockingQueue<>();
  private final TreeMap<String, StatsNode> global = new TreeMap<>(); // guarded by this, as the next
  private final TreeMap<String, StatsSource> sources = new TreeMap<>();
  private final List<StatsListener> listeners = new ArrayList<>();

  /** Returns the changes that were not applied yet. */
  BlockingQueue<StatsEvent> events() {
    return events;
  }

  /** Sets a statistic of a mount, or a global one if the mount is null; null removes it. */
  public void set(@Nullable String source, String name, @Nullable String value) {
    events.add(new StatsEvent(source, name, value, value == null ? Action.REMOVE : Action.SET));
  }

  /** Adds one. */
  public void increase(@Nullable String source, String name) {
    events.add(new StatsEvent(source, name, null, Action.INCREASE));
  }

  /** Takes one away. */
  public void decrease(@Nullable String source, String name) {
    events.add(new StatsEvent(source, name, null, Action.DECREASE));
  }

  /** Adds a number. */
  public void add(@Nullable String source, String name, long number) {
    events.add(new StatsEvent(source, name, Long.toString(number), Action.ADD));
  }

  /** Removes all of a mount. */
  public void remove(String source) {
    events.add(new StatsEvent(source, null, null, Action.REMOVE));
  }

  /** Keeps a mount out of public pages, what is set later included. */
  public void hide(String source) {
    events.add(new StatsEvent(source, null, null, Action.HIDE));
  }

  /** Applies a change and tells it to those who listen. */
  synchronized void apply(StatsEvent event) {
    String applied = event.value();
    if (event.source() == null) {
      applied = applyTo(global, event, /* hidden= */ false, /* onlyPresent= */ false);
    } else if (event.name() == null) {
      applyToMount(event.source(), event.action());
    } else {
      StatsSource source =
          event.action() == Action.SET
              ? sources.computeIfAbsent(event.source(), key -> new StatsSource())
              : sources.get(event.source());
      if (source != null) {
        applied = applyTo(source.nodes, event, source.hidden, /* onlyPresent= */ true);
      }
    }
    for (StatsListener each : listeners) {
      each.lines().add(event.line(applied));
    }
  }

  private void applyToMount(String mount, Action action) {
    if (action == Action.REMOVE) {
      sources.remove(mount);
    } else if (action == Action.HIDE) {
      StatsSource source = sources.computeIfAbsent(mount, key -> new StatsSource());
      source.hidden = true;
      source.nodes.values().forEach(node -> node.hidden = true);
    }
  }

  /** Changes by a number do nothing to a mount's statistic that is not there. */
  private static @Nullable String applyTo(
      Map<String, StatsNode> nodes, StatsEvent event, boolean hidden, boolean onlyPresent) {
    String name = event.name();
    String value = event.value();
    if (name == null) {
      return value;
    }
    StatsNode node = nodes.get(name);
    if (event.action() == Action.REMOVE || value == null && event.action() == Action.SET) {
      nodes.remove(name);
      return value;
    }
    if (event.action() != Action.SET) {
      if (node == null && onlyPresent) {
        return value;
      }
      long old = node == null ? 0 : Text.longNumber(node.value);
      value = Long.toString(changed(old, event));
    }
    if (value == null) {
      return null;
    }
    if (node == null) {
      nodes.put(name, new StatsNode(value, hidden));
    } else {
      node.value = value;
    }
    return value;
  }

  private static long changed(long old, StatsEvent event) {
    return switch (event.action()) {
      case INCREASE -> old + 1;
      case DECREASE -> Math.max(0, old - 1);
      case ADD -> old + Text.longNumber(event.value());
      default -> old;
    };
  }

  /** Returns the value of a statistic, or null. */
  public synchronized @Nullable String get(@Nullable String source, String name) {
    StatsSource mount = source == null ? null : sources.get(source);
    if (source != null && mount == null) {
      return null;
    }
    StatsNode node = (mount == null ? global : mount.nodes).get(name);
    return node == null ? null : node.value;
  }

  /** Returns the whole as XML, with hidden mounts or without. */
  public synchronized String document(boolean withHidden) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<icestats>");
    appendNodes(xml, global, withHidden);
    sources.forEach((mount, source) -> {
      if (withHidden || !source.hidden) {
        xml.append("<source mount=\"").append(Text.xml(mount)).append("\">");
        appendNodes(xml, source.nodes, withHidden);
        xml.append("</source>");
      }
    });
    return xml.append("</icestats>\n").toString();
  }

  private static void appendNodes(
      StringBuilder xml, Map<String, StatsNode> nodes, boolean withHidden) {
    nodes.forEach((name, node) -> {
      if (withHidden || !node.hidden) {
        String tag = elementName(name);
        xml.append('<').append(tag).append('>').append(Text.xml(node.value));
        xml.append("</").append(tag).append('>');
      }
    });
  }

  /** Sources choose some of the names; what XML does not allow in one becomes an underscore. */
  private static String elementName(String name) {
    String tag = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    return tag.isEmpty() || !Character.isLetter(tag.charAt(0)) ? "_" + tag : tag;
  }

  /** Begins to listen: all values that are there first, then every change. */
  public synchronized void listen(StatsListener listener) {
    global.forEach((name, node) -> listener.lines().add(line("global", name, node)));
    sources.forEach((mount, source) ->
        source.nodes.forEach((name, node) -> listener.lines().add(line(mount, name, node))));
    listeners.add(listener);
  }

  /** Returns how many listen. */
  public synchronized int followers() {
    return listeners.size();
  }

  /** Ends listening. */
  public synchronized void leave(StatsListener listener) {
    listeners.remove(listener);
  }

  private static String line(String source, String name, StatsNode node) {
    return "EVENT " + source + " " + name + " " + node.value + "\n";
  }
}
