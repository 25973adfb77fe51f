package dev.kitsune.xf.syntax;

import dev.kitsune.xf.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * file   = [ block ] { rule } ;
 * rule   = target { "," target } [ ":" block ] ;
 * target = path "->" path
 *        | ( "INIT" | "DROP" | "OPAQUE" ) path
 *        | "INIT" path string
 *        | "PRE" | "POST" ;
 * path   = name { "." name } [ "#" name | "::" name ] ;
 *
 * INIT, DROP, OPAQUE, PRE and POST are names too: what follows decides.
 */
/** Reads the tokens of a specification into its syntax tree. */
final class Parser {

  private final SourceText source;
  private List<Token> tokens = List.of();
  private int next;

  Parser(SourceText source) {
    this.source = source;
  }

  XfFile parse() throws XfException {
    tokens = new Lexer(source).tokens();
    Block preamble = is(Kind.BLOCK) ? block() : null;
    List<Rule> rules = new ArrayList<>();
    while (!is(Kind.END)) {
      if (is(Kind.BLOCK)) {
        throw expected(
            "a rule",
            preamble == null || !rules.isEmpty()
                ? "; code for all rules stands first in the file, a body follows a colon"
                : "; code for all rules is one block");
      }
      rules.add(rule());
    }
    return new XfFile(source, preamble, List.copyOf(rules));
  }

  private Rule rule() throws XfException {
    List<Target> targets = new ArrayList<>();
    targets.add(target());
    while (is(Kind.COMMA)) {
      next++;
      targets.add(target());
    }
    Block body = null;
    if (is(Kind.COLON)) {
      next++;
      if (!is(Kind.BLOCK)) {
        throw expected("{ code } after the colon", "; write FROM -> TO: { $out = $in; }");
      }
      body = block();
    } else if (is(Kind.BLOCK)) {
      throw expected("a colon before the code", "; write FROM -> TO: { $out = $in; }");
    }
    for (Target target : targets) {
      checkBody(target, body);
    }
    return new Rule(List.copyOf(targets), body);
  }

  private void checkBody(Target target, @Nullable Block body) throws XfException {
    if (body == null && target instanceof Target.Init init && init.path().entry() == null) {
      throw source.failure(
          init.at().offset(),
          init
              + " has no code; write "
              + init
              + ": { $out = ...; }, or {} for the new version's own value");
    }
    if (body == null && target instanceof Target.Hook) {
      throw source.failure(
          target.at().offset(), target + " has no code; write " + target + ": { ... }");
    }
    if (body != null && (target instanceof Target.Drop || target instanceof Target.Opaque)) {
      throw source.failure(target.at().offset(), target + " takes no code; leave the block out");
    }
  }

  private Target target() throws XfException {
    Token first = peek(0);
    Position at = source.at(first.offset());
    if (first.kind() == Kind.NAME) {
      boolean names = peek(1).kind() == Kind.NAME;
      switch (first.text()) {
        case "INIT" -> {
          if (names) {
            next++;
            return init(at);
          }
        }
        case "DROP" -> {
          if (names) {
            next++;
            return new Target.Drop(at, path());
          }
        }
        case "OPAQUE" -> {
          if (names) {
            next++;
            return new Target.Opaque(at, path());
          }
        }
        case "PRE", "POST" -> {
          Kind after = peek(1).kind();
          if (after != Kind.DOT && after != Kind.ARROW && after != Kind.LOCAL) {
            next++;
            return new Target.Hook(at, first.text().equals("POST"));
          }
        }
        default -> {}
      }
    }
    Path from = path();
    if (!is(Kind.ARROW)) {
      throw expected(
          "-> after " + from,
          "; write " + from + " -> NEW, INIT " + from + ": { ... } or DROP " + from);
    }
    next++;
    return new Target.Move(from, path());
  }

  private Target.Init init(Position at) throws XfException {
    Path path = path();
    String threadName = null;
    if (is(Kind.STRING)) {
      if (path.entry() == null) {
        throw expected(
            "a colon", "; only a thread has a name, as in INIT Worker::run \"worker-2\"");
      }
      threadName = peek(0).text();
      next++;
    }
    return new Target.Init(at, path, threadName);
  }

  private Path path() throws XfException {
    Position at = source.at(peek(0).offset());
    List<String> names = new ArrayList<>();
    names.add(name("the name of a class, field, static, local or entry"));
    while (is(Kind.DOT)) {
      next++;
      names.add(name("a name after the dot"));
    }
    String local = null;
    String entry = null;
    if (is(Kind.LOCAL)) {
      next++;
      local = name("the name of a local after #");
    } else if (is(Kind.ENTRY)) {
      next++;
      entry = name("the name of a method after ::");
    }
    return new Path(at, List.copyOf(names), local, entry);
  }

  private String name(String what) throws XfException {
    if (!is(Kind.NAME)) {
      throw expected(what, "");
    }
    return tokens.get(next++).text();
  }

  private Block block() {
    Token token = tokens.get(next++);
    return new Block(source.at(token.offset()), token.text());
  }

  private boolean is(Kind kind) {
    return peek(0).kind() == kind;
  }

  private Token peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  private XfException expected(String what, String hint) {
    Token found = peek(0);
    return source.failure(found.offset(), "expected " + what + ", found " + found.shown() + hint);
  }
}
