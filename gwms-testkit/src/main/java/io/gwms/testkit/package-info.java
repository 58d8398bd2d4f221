/** The test environment: time that is skipped instead of waited for, and what is shared by the fakes and contracts.  */
@NullMarked
package io.gwms.testkit;

import org.jspecify.annotations.NullMarked;
