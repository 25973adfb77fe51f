package dev.kitsune.micro;

/** A loop of a program, called through this so that its two forms are called alike. */
public interface Loop {

  /** Works through the rounds and returns something of each. */
  long run(int rounds);
}
