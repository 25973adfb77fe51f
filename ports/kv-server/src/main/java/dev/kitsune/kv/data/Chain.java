package dev.kitsune.kv.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The release's doubly linked list, whose links callers may keep in order to remove them at once.
 * Not thread-safe.
 */
public final class Chain<E> implements Iterable<E> {

  /** One element's place in the list. */
  public static final class Link<E> {
    private E element;
    private @Nullable Link<E> previous;
    private @Nullable Link<E> next;

    private Link(E element) {
      this.element = element;
    }

    /** Returns the element at this place. */
    public E element() {
      return element;
    }

    /** Puts another element at this place. */
    public void replace(E other) {
      element = other;
    }

    /** Returns the place after this, or null at the end. */
    public @Nullable Link<E> next() {
      return next;
    }

    /** Returns the place before this, or null at the beginning. */
    public @Nullable Link<E> previous() {
      return previous;
    }
  }

  private @Nullable Link<E> first;
  private @Nullable Link<E> last;
  private int size;

  /** Returns how many elements there are. */
  public int size() {
    return size;
  }

  /** Returns the first place, or null if the list is empty. */
  public @Nullable Link<E> first() {
    return first;
  }

  /** Returns the last place, or null if the list is empty. */
  public @Nullable Link<E> last() {
    return last;
  }

  /** Adds an element before all others; returns its place. */
  public Link<E> addFirst(E element) {
    Link<E> link = new Link<>(element);
    link.next = first;
    if (first == null) {
      last = link;
    } else {
      first.previous = link;
    }
    first = link;
    size++;
    return link;
  }

  /** Adds an element after all others; returns its place. */
  public Link<E> addLast(E element) {
    Link<E> link = new Link<>(element);
    link.previous = last;
    if (last == null) {
      first = link;
    } else {
      last.next = link;
    }
    last = link;
    size++;
    return link;
  }

  /** Takes a place of this list, and its element, out of it. */
  public void remove(Link<E> link) {
    if (link.previous == null) {
      first = link.next;
    } else {
      link.previous.next = link.next;
    }
    if (link.next == null) {
      last = link.previous;
    } else {
      link.next.previous = link.previous;
    }
    link.previous = null;
    link.next = null;
    size--;
  }

  /** Returns the place of an index, walking from the nearer end; null if there is none. */
  public @Nullable Link<E> at(int index) {
    if (index < 0 || index >= size) {
      return null;
    }
    Link<E> link;
    if (index <= size / 2) {
      link = first;
      for (int i = 0; i < index && link != null; i++) {
        link = link.next;
      }
    } else {
      link = last;
      for (int i = size - 1; i > index && link != null; i--) {
        link = link.previous;
      }
    }
    return link;
  }

  /** Returns an iterator from first to last; the element that it just gave may be removed. */
  @Override
  public Iterator<E> iterator() {
    return new Iterator<>() {
      private @Nullable Link<E> ahead = first;

      @Override
      public boolean hasNext() {
        return ahead != null;
      }

      @Override
      public E next() {
        Link<E> link = ahead;
        if (link == null) {
          throw new NoSuchElementException();
        }
        ahead = link.next;
        return link.element;
      }
    };
  }
}
