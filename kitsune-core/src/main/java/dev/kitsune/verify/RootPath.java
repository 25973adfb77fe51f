package dev.kitsune.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/*
 * The search
 *
 * It goes backwards, from the objects that are wanted to those that refer to them, one reading of
 * the file a step, until a root is met: so memory follows what leads to the old version, not the
 * heap, and the path is a shortest one. A dump takes as many readings as the path has steps.
 */
/** Finds in a heap dump what keeps an object alive: the shortest path from a root. */
final class RootPath {

  private static final int MOST_STEPS = 60;
  private static final Set<String> REFERENCES =
      Set.of(
          "java.lang.ref.WeakReference",
          "java.lang.ref.SoftReference",
          "java.lang.ref.PhantomReference",
          "java.lang.ref.FinalReference");

  /** How an object leads on to the one that was wanted. */
  private record Step(long next, String label) {}

  private final Path dump;
  private final Map<Long, String> texts = new HashMap<>();
  private final Map<Long, Long> nameIds = new HashMap<>();
  private final Map<Integer, Long> classBySerial = new HashMap<>();
  private final Map<Long, HeapDump.ClassRecord> types = new HashMap<>();
  private final Map<Long, String> frames = new HashMap<>();
  private final Map<Integer, long[]> traces = new HashMap<>();
  private final Map<Long, String> roots = new HashMap<>();
  private final Map<Long, Layout> layouts = new HashMap<>();
  private final Map<Long, Step> steps = new HashMap<>();
  private int idSize = Long.BYTES;

  /** Where the references lie among an instance's values. */
  private record Layout(int[] offsets, String[] labels) {}

  private RootPath(Path dump) {
    this.dump = dump;
  }

  /**
   * Returns the path from a root to an instance of the class in which the boolean field is set; or
   * empty if there is no such instance, or none that is held strongly.
   */
  static Optional<String> to(Path dump, String className, String field) throws IOException {
    return new RootPath(dump).find(className, field);
  }

  private Optional<String> find(String className, String field) throws IOException {
    HeapDump.read(dump, new Index());
    Set<Long> wanted = instances(className, field);
    for (long id : wanted) {
      steps.put(id, new Step(0, ""));
    }
    for (int i = 0; i < MOST_STEPS && !wanted.isEmpty(); i++) {
      for (long id : wanted) {
        if (roots.containsKey(id)) {
          return Optional.of(describe(id));
        }
      }
      wanted = holders(wanted);
    }
    return Optional.empty();
  }

  private String describe(long root) {
    StringBuilder path = new StringBuilder(roots.get(root));
    for (Step step = steps.get(root); step != null && step.next != 0; step = steps.get(step.next)) {
      path.append(" -> ").append(step.label);
    }
    return path.toString();
  }

  private Set<Long> instances(String className, String field) throws IOException {
    Set<Long> found = new HashSet<>();
    HeapDump.read(
        dump,
        new HeapDump.Visitor() {
          @Override
          public void instance(long id, long classId, byte[] fields) {
            if (name(classId).equals(className) && isSet(classId, field, fields)) {
              found.add(id);
            }
          }
        });
    return found;
  }

  private boolean isSet(long classId, String field, byte[] values) {
    int offset = 0;
    for (HeapDump.ClassRecord c = types.get(classId); c != null; c = types.get(c.superId())) {
      for (int i = 0; i < c.fieldNames().length; i++) {
        if (field.equals(texts.get(c.fieldNames()[i]))) {
          return values[offset] != 0;
        }
        offset += size(c.fieldTypes()[i]);
      }
    }
    return false;
  }

  /** Returns the objects, not met before, that refer to one of those. */
  private Set<Long> holders(Set<Long> wanted) throws IOException {
    Set<Long> found = new HashSet<>();
    HeapDump.read(
        dump,
        new HeapDump.Visitor() {
          private void meet(long holder, long held, String label) {
            if (wanted.contains(held) && !steps.containsKey(holder)) {
              steps.put(holder, new Step(held, label));
              found.add(holder);
            }
          }

          @Override
          public void type(HeapDump.ClassRecord type) {
            meet(type.id(), type.loaderId(), "loader of class " + name(type.id()));
            meet(type.id(), type.superId(), "superclass of " + name(type.id()));
            for (int i = 0; i < type.staticValues().length; i++) {
              if (wanted.contains(type.staticValues()[i])) {
                String field = texts.getOrDefault(type.staticNames()[i], "?");
                String label = "static " + name(type.id()) + "." + field;
                meet(type.id(), type.staticValues()[i], label);
              }
            }
          }

          @Override
          public void instance(long id, long classId, byte[] fields) {
            if (wanted.contains(classId)) {
              meet(id, classId, "class of an instance of " + name(classId));
            }
            Layout layout = layouts.computeIfAbsent(classId, RootPath.this::layout);
            ByteBuffer values = ByteBuffer.wrap(fields);
            for (int i = 0; i < layout.offsets.length; i++) {
              meet(id, idAt(values, layout.offsets[i]), layout.labels[i]);
            }
          }

          @Override
          public void array(long id, long classId, long[] elements) {
            for (int i = 0; i < elements.length; i++) {
              if (wanted.contains(elements[i])) {
                meet(id, elements[i], "[" + i + "]");
              }
            }
            if (wanted.contains(classId)) {
              meet(id, classId, "class of an array of " + name(classId));
            }
          }
        });
    return found;
  }

  private long idAt(ByteBuffer values, int offset) {
    return idSize == Long.BYTES
        ? values.getLong(offset)
        : Integer.toUnsignedLong(values.getInt(offset));
  }

  private Layout layout(long classId) {
    List<Integer> offsets = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    int offset = 0;
    boolean reference = false;
    for (HeapDump.ClassRecord c = types.get(classId); c != null; c = types.get(c.superId())) {
      reference |= REFERENCES.contains(name(c.id()));
      boolean collectors = reference && name(c.id()).equals("java.lang.ref.Reference");
      for (int i = 0; i < c.fieldNames().length; i++) {
        if (c.fieldTypes()[i] == HeapDump.OBJECT && !collectors) {
          offsets.add(offset);
          labels.add(name(c.id()) + "." + texts.get(c.fieldNames()[i]));
        }
        offset += size(c.fieldTypes()[i]);
      }
    }
    return new Layout(
        offsets.stream().mapToInt(Integer::intValue).toArray(), labels.toArray(String[]::new));
  }

  private int size(byte type) {
    try {
      return HeapDump.sizeOf(type, idSize);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(long classId) {
    Long nameId = nameIds.get(classId);
    String name = nameId == null ? null : texts.get(nameId);
    return name == null ? "?" : name.replace('/', '.');
  }

  /** Reads all but the objects. */
  private final class Index implements HeapDump.Visitor {

    @Override
    public void idSize(int bytes) {
      idSize = bytes;
    }

    @Override
    public void text(long id, String text) {
      texts.put(id, text);
    }

    @Override
    public void className(int serial, long classId, long nameId) {
      nameIds.put(classId, nameId);
      classBySerial.put(serial, classId);
    }

    @Override
    public void frame(long id, long methodNameId, int classSerial, int line) {
      Long type = classBySerial.get(classSerial);
      String method = texts.getOrDefault(methodNameId, "?");
      frames.put(id, (type == null ? "?" : name(type)) + "." + method + ":" + line);
    }

    @Override
    public void trace(int threadSerial, long[] stack) {
      traces.put(threadSerial, stack);
    }

    @Override
    public void root(String kind, long id, int threadSerial, int frame) {
      long[] stack = traces.get(threadSerial);
      String where =
          stack == null || frame < 0 || frame >= stack.length
              ? ""
              : " of " + frames.get(stack[frame]);
      roots.put(id, kind + where);
    }

    @Override
    public void type(HeapDump.ClassRecord type) {
      types.put(type.id(), type);
    }
  }
}
