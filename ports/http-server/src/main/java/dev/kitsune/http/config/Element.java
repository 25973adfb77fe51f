package dev.kitsune.http.config;

import dev.kitsune.http.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/** An XML element as settings are read from it: of equal elements the last one wins. */
final class Element {

  private final org.w3c.dom.Element node;

  Element(org.w3c.dom.Element node) {
    this.node = node;
  }

  String name() {
    return node.getTagName();
  }

  String content() {
    return node.getTextContent();
  }

  /** Returns an attribute, or null if it is not there. */
  @Nullable String attribute(String name) {
    return node.hasAttribute(name) ? node.getAttribute(name) : null;
  }

  List<Element> all() {
    List<Element> children = new ArrayList<>();
    for (Node each = node.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof org.w3c.dom.Element element) {
        children.add(new Element(element));
      }
    }
    return children;
  }

  List<Element> all(String name) {
    return all().stream().filter(each -> each.name().equals(name)).toList();
  }

  /** Returns the last child of a name, or null. */
  @Nullable Element last(String name) {
    List<Element> children = all(name);
    return children.isEmpty() ? null : children.get(children.size() - 1);
  }

  /** Returns the text of a child; one that is missing or empty is null. */
  @Nullable String text(String name) {
    Element child = last(name);
    String text = child == null ? "" : child.content();
    return text.isEmpty() ? null : text;
  }

  String text(String name, String missing) {
    String text = text(name);
    return text == null ? missing : text;
  }

  int number(String name, int missing) {
    Element child = last(name);
    return child == null ? missing : Text.number(child.content());
  }

  boolean flag(String name, boolean missing) {
    return number(name, missing ? 1 : 0) != 0;
  }
}
