/** Numbers, addresses and XML as text. */
@NullMarked
package dev.kitsune.http.text;

import org.jspecify.annotations.NullMarked;
