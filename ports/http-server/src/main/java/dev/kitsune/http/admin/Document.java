package dev.kitsune.http.admin;

import dev.kitsune.http.text.Text;

/** Writes the documents of the admin interface. */
final class Document {

  private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n");

  /** Returns the document of a command's outcome. */
  static String response(String message, int value) {
    return new Document()
        .open("iceresponse")
        .element("message", message)
        .element("return", Integer.toString(value))
        .close("iceresponse")
        .end();
  }

  Document open(String name) {
    xml.append('<').append(name).append('>');
    return this;
  }

  Document openSource(String mount) {
    xml.append("<source mount=\"").append(Text.xml(mount)).append("\">");
    return this;
  }

  Document close(String name) {
    String opened = "<" + name + ">";
    int from = xml.length() - opened.length();
    if (from >= 0 && xml.indexOf(opened, from) == from) {
      xml.setLength(xml.length() - 1);
      xml.append("/>");
    } else {
      xml.append("</").append(name).append('>');
    }
    return this;
  }

  /** Adds text that is XML already. */
  Document raw(String element) {
    xml.append(element);
    return this;
  }

  Document element(String name, String value) {
    if (value.isEmpty()) {
      xml.append('<').append(name).append("/>");
    } else {
      xml.append('<').append(name).append('>').append(Text.xml(value));
      xml.append("</").append(name).append('>');
    }
    return this;
  }

  String end() {
    return xml.append('\n').toString();
  }
}
