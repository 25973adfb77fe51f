/** What is kept in files: dumps of all databases, and the log of commands. */
@NullMarked
package dev.kitsune.kv.persistence;

import org.jspecify.annotations.NullMarked;
