/** What a client asked for. */
@NullMarked
package dev.kitsune.http.request;

import org.jspecify.annotations.NullMarked;
