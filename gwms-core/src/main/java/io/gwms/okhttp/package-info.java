/**
 * The transport over OkHttp, and the only place of the core that knows it. Start with {@link
 * io.gwms.okhttp.OkHttpTransport}.
 */
@NullMarked
package io.gwms.okhttp;

import org.jspecify.annotations.NullMarked;
