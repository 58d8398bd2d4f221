package io.gwms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A text is stored when no character of it is a NUL or half a surrogate pair, however long it is. */
class StoredFormPropertyTest {
    @Property
    void textIsStorableWhenEachOfItsCharactersIs(@ForAll("texts") String text) {
        boolean storable = text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));

        assertThat(StoredForm.isStorable(text)).isEqualTo(storable);
        if (storable) {
            assertThat(StoredForm.of(text)).isSameAs(text);
        } else {
            assertThatThrownBy(() -> StoredForm.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> ends = Arbitraries.strings()
                .withChars('a', '?', 'ü', '令', '\uFFFD', '\0', '\uD83D', '\uDE00')
                .ofMaxLength(4);
        return ends.flatMap(end -> Arbitraries.of(0, 1, 63, 100).map(length -> "x".repeat(length) + end));
    }
}
