/** Where the server starts, what this release alone does, and what it is called. */
@NullMarked
package dev.kitsune.kv;

import org.jspecify.annotations.NullMarked;
