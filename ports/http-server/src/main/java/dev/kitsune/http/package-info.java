/** Starts the server and turns connections into clients. */
@NullMarked
package dev.kitsune.http;

import org.jspecify.annotations.NullMarked;
