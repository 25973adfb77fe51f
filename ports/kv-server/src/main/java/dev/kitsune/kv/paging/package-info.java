/** Virtual memory: values in the swap file, and the clients that wait until they are loaded. */
@NullMarked
package dev.kitsune.kv.paging;

import org.jspecify.annotations.NullMarked;
