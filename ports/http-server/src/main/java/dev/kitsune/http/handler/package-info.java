/** What is done with a request once its head is whole. */
@NullMarked
package dev.kitsune.http.handler;

import org.jspecify.annotations.NullMarked;
